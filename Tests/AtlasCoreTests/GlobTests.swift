import AtlasCore
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("*.md", "a.md", true), ("*.md", "docs/a.md", false), ("*.md", ".md", true), ("*.md", "a.mdx", false),
    ("**/*.md", "a.md", true), ("**/*.md", "x/y/a.md", true), ("**/*.md", "x/y/md", false),
    ("docs/**", "docs/a", true), ("docs/**", "docs/a/b", true), ("docs/**", "docs", false),
    ("docs/**", "docsx/a", false), ("docs/", "docs/a/b", true), ("docs/", "docs", false),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/xb", false), ("a/**/b", "ab", false),
    ("**", "a/b", true), ("**/**/**", "a", true), ("**/**/a", "a", true), ("**/**/a", "b/c/a", true),
    ("a**b", "axxb", true), ("a**b", "ax/b", false),
    ("?.md", "a.md", true), ("?.md", "é.md", true), ("?.md", "ab.md", false), ("a?b", "a/b", false),
    ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[^a-c]x", "dx", true), ("[^a-c]x", "ax", false),
    ("[^a]x", "éx", true), ("[^a]", "/", false), ("[a-]", "-", true), ("[!a]", "!", true),
    ("[{,]", ",", true),
    ("{a,b}.md", "b.md", true), ("{a,b}.md", "c.md", false), ("{a,b{c,d}}", "bd", true),
    ("{a,b{c,d}}", "b", false),
    ("x{,y}", "x", true), ("x{,y}", "xy", true), ("{docs,src}/**/*.{md,mmd}", "src/x/a.mmd", true),
    ("{**/,}a", "x/y/a", true), ("{a,b/**}/c", "b/x/c", true),
    ("!a", "!a", true), ("!a", "b", false), (#"\*"#, "*", true), (#"\*"#, "a", false), (#"\!\{"#, "!{", true),
    ("./a", "a", true), ("a,b", "a,b", true), ("é*", "é.md", true), ("*a*b*c*", "xaxbxcx", true),
    ("*a*b*c*", "xaxcxbx", false), ("a/*/c", "a/b/c", true), ("a/*/c", "a/c", false),
  ])
  func aPatternMatchesWholePaths(_ pattern: String, _ path: String, _ expected: Bool) throws {
    #expect(try Glob(pattern).matches(BytePath(path)) == expected)
  }

  @Test func bytesThatAreNoTextAreBytes() throws {
    #expect(try Glob("*.md").matches(BytePath([0xFF, 0xFE] + Array(".md".utf8))))
    #expect(try Glob("*.md").matches(BytePath("a\nb.md")))
    // The composed and the decomposed é are two names.
    #expect(try !Glob("\u{E9}").matches(BytePath("e\u{301}")))
  }

  @Test(arguments: [
    ("", 0, "an empty pattern"), ("/a", 0, #"leading "/""#), ("docs/[a-", 5, "never closed"),
    ("a[b/c]", 1, "never closed"), ("a[]", 1, "empty class"), ("[z-a]", 1, "backwards"), ("[é]", 1, "ASCII"),
    ("x{a,b", 1, "never closed"), ("a}", 1, #"without "{""#), (#"a\"#, 1, "takes nothing"),
    ("a/../b", 2, #"without "..""#), ("a/./b", 2, #"without ".""#), ("a//b", 0, "no name is empty"),
    ("{,a}", 0, "empty"),
  ])
  func aMalformedPatternSaysWhereAndWhy(_ pattern: String, _ offset: Int, _ part: String) {
    let error = #expect(throws: GlobError.self) { try Glob(pattern) }
    #expect(error?.offset == offset)
    #expect(error?.description.contains(part) == true && error?.help.isEmpty == false)
  }

  @Test func patternsMadeToExplodeAreMatchedOrRefusedAtOnce() throws {
    let stars = try Glob(String(repeating: "**/", count: 1000) + "a")
    #expect(stars.matches("x/y/z/a") && !stars.matches("x/y/z/b"))
    let names = try Glob(String(repeating: "*a", count: 60))
    #expect(!names.matches(BytePath(String(repeating: "a", count: 59))))
    #expect(names.matches(BytePath(String(repeating: "a", count: 3000))))
    #expect(throws: GlobError.self) { try Glob("*a" + String(repeating: "?", count: 30)) }
    #expect(throws: GlobError.self) { try Glob(String(repeating: "{a,b}", count: 30)) }
    #expect(throws: GlobError.self) { try Glob(String(repeating: "{", count: 100_000)) }
    #expect(throws: GlobError.self) { try Glob(String(repeating: "a", count: 100_000)) }
  }

  @Test func aSetMatchesWhatOneOfItsPatternsMatches() throws {
    let set = try GlobSet(["docs/**/*.md", "*.mmd"])
    #expect(set.matches("docs/x/a.md") && set.matches("a.mmd") && !set.matches("a.md"))
    #expect(!GlobSet.none.matches("a"))
  }

  @Test func aFolderIsEnteredOnlyWhereSomethingCanMatch() throws {
    let set = try GlobSet(["docs/**/*.md", "src/*.mmd"])
    #expect(set.canMatch(below: set.position(inFolder: "")))
    #expect(set.canMatch(below: set.position(inFolder: "docs/x")))
    #expect(set.canMatch(below: set.position(inFolder: "src")))
    #expect(!set.canMatch(below: set.position(inFolder: "src/x")))
    #expect(!set.canMatch(below: set.position(inFolder: "other")))
    let docs = set.position(inFolder: "docs")
    #expect(set.matches(after: docs, name: Array("a.md".utf8)))
    let below = Array("x".utf8).withUnsafeBytes { set.position(after: docs, folder: $0) }
    #expect(set.matches(after: below, name: Array("a.md".utf8)))
  }

  @Test func anExcludedFolderIsKnownAsAWhole() throws {
    let set = try GlobSet(["**/node_modules/**", "old/"])
    #expect(set.matchesEverything(below: set.position(inFolder: "a/node_modules")))
    #expect(set.matchesEverything(below: set.position(inFolder: "old")))
    #expect(!set.matchesEverything(below: set.position(inFolder: "a")))
    let files = try GlobSet(["old/*"])
    #expect(!files.matchesEverything(below: files.position(inFolder: "old")))
  }
}

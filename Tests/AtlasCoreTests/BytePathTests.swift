import AtlasCore
import AtlasTestSupport
import Testing

@Suite struct BytePathTests {
  @Test(arguments: [
    ("a/./b//c", "a/b/c"), ("a/b/../c", "a/c"), ("../a", "../a"), ("/a/../../b", "/b"), (".", ""),
    ("a/..", ""),
  ])
  func aPathIsNormalizedAsText(path: String, normal: String) {
    #expect(BytePath(path).normalized == BytePath(normal))
  }

  /// Name by name, as it is defined.
  @Test func everyPathIsNormalizedNameByName() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<3000 {
      let path = String(
        (0..<Int.random(in: 0...9, using: &random)).map { _ in "a../".randomElement(using: &random)! })
      var names: [Substring] = []
      for name in path.split(separator: "/") where name != "." {
        if name == "..", let last = names.last, last != ".." {
          names.removeLast()
        } else if name != ".." || !path.hasPrefix("/") {
          names.append(name)
        }
      }
      let normal = (path.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
      #expect(BytePath(path).normalized == BytePath(normal), "\(path)")
    }
  }

  @Test func twoNamesThatOnlyLookAlikeStayTwo() {
    #expect(BytePath("\u{E9}.md") != BytePath("e\u{301}.md"))
  }

  @Test func bytesThatAreNoTextAreShownAndKept() {
    let path = BytePath([0x61, 0xFF, 0x0A])
    #expect(path.description == #"a\xff\x0a"#)
    #expect(path.bytes == [0x61, 0xFF, 0x0A])
  }

  @Test func onlyWhatLiesInAFolderIsRelativeToIt() {
    #expect(BytePath("docs/a.md").relative(to: "docs") == "a.md")
    #expect(BytePath("docs2/a.md").relative(to: "docs") == nil)
    #expect(BytePath("a.md").relative(to: "") == "a.md")
  }
}

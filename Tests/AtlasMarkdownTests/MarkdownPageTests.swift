import AtlasCore
import AtlasMarkdown
import Testing

@Suite struct MarkdownPageTests {
  private func read(_ page: String) -> MarkdownPage { MarkdownPage(parsing: Array(page.utf8)) }

  @Test func blocksComeInOrderWithTheirRanges() {
    let page = "# T\n\ntext\nmore\n\n> quote\n\n- a\n- [x] b\n\n---\n\n```x\ny\n```\n\n<p>\n</p>\n"
    let blocks = read(page).blocks
    #expect(
      blocks.map(\.kind) == [
        .heading(0), .paragraph, .quote, .paragraph, .list(isOrdered: false), .listItem(isChecked: nil),
        .paragraph,
        .listItem(isChecked: true), .paragraph, .thematicBreak, .code(0), .html,
      ])
    #expect(
      blocks.map { slice(page, $0.range) } == [
        "# T", "text\nmore", "> quote", "quote", "- a\n- [x] b", "- a", "a", "- [x] b", "b", "---",
        "```x\ny\n```",
        "<p>\n</p>",
      ])
    #expect(blocks.map(\.depth) == [0, 0, 0, 1, 0, 1, 2, 1, 2, 0, 0, 0])
    #expect(blocks.map(\.parent) == [nil, nil, nil, 2, nil, 4, 5, 4, 7, nil, nil, nil])
  }

  @Test(arguments: ["", "> ", "- ", "> - > "])
  func cellsKnowTheirPlaces(_ prefix: String) throws {
    let rest = String(prefix.map { $0 == "-" ? " " : $0 })
    let page = "\(prefix)| a | `b \\| c` |\n\(rest)|---|:-:|\n\(rest)| [x](y) | |\n\(rest)only\n"
    let rows = read(page).blocks.filter { !$0.cells.isEmpty }
    #expect(
      rows.map(\.kind) == [.tableRow(isHeader: true), .tableRow(isHeader: false), .tableRow(isHeader: false)])
    #expect(rows[0].cells.map { slice(page, $0.range) } == ["a", "`b \\| c`"])
    #expect(rows[0].cells.map(\.text.string) == ["a", "b | c"])
    #expect(rows[1].cells.map { slice(page, $0.range) } == ["[x](y)", ""])
    #expect(rows[2].cells.map(\.text.string) == ["only", ""])
    #expect(read(page).links.map { slice(page, $0.range) } == ["[x](y)"])
  }

  @Test func aTableAfterTextBeginsAtItsHeader() {
    let page = "text\nmore\na | b\n--|--\n1 | 2\n"
    let blocks = read(page).blocks
    #expect(
      blocks.map { slice(page, $0.range) } == ["text\nmore", "a | b\n--|--\n1 | 2", "a | b", "1 | 2"]
        || blocks.map { slice(page, $0.range) } == ["text\nmore", "a | b\n1 | 2", "a | b", "1 | 2"])
  }

  /// Each page and, of its only link, the kind, the range's text, the destination and where that is written.
  @Test(arguments: [
    ("a [b](c) d", Link.Kind.inline, "[b](c)", "c", String?("c")),
    ("a [b](<c d> 'e') d", .inline, "[b](<c d> 'e')", "c d", "c d"),
    ("[b *c* `d`](e(f)g)", .inline, "[b *c* `d`](e(f)g)", "e(f)g", "e(f)g"),
    ("a\n> x `co\n> de` [b\n> c](d) e", .inline, "[b\n> c](d)", "d", "d"),
    ("x [b][r] y\n\n[r]: /z", .reference, "[b][r]", "/z", nil),
    ("x [r][] y\n\n[r]: /z", .reference, "[r][]", "/z", nil),
    ("x [r] y\n\n[r]: /z", .reference, "[r]", "/z", nil),
    ("[r]: /z\nx [r] y", .reference, "[r]", "/z", nil),
    ("see <https://a.b/c>.", .autolink, "<https://a.b/c>", "https://a.b/c", "https://a.b/c"),
    (
      "see https://a.b/c?d=1&e=2.", .autolink, "https://a.b/c?d=1&e=2", "https://a.b/c?d=1&e=2",
      "https://a.b/c?d=1&e=2"
    ),
    ("see www.a.b/c now", .autolink, "www.a.b/c", "http://www.a.b/c", "www.a.b/c"),
    ("mail me@a.org now", .autolink, "me@a.org", "mailto:me@a.org", "me@a.org"),
    (
      "x <a class=y href=\"z?a=1&amp;b\">t</a>", .html, "<a class=y href=\"z?a=1&amp;b\">", "z?a=1&b",
      "z?a=1&amp;b"
    ),
    ("<div>\n<a HREF='z'>t</a>\n</div>", .html, "<a HREF='z'>", "z", "z"),
    ("\\[a] &amp; [b](c)", .inline, "[b](c)", "c", "c"),
    ("é😀 [b](c)", .inline, "[b](c)", "c", "c"),
    ("# [b](c) #", .inline, "[b](c)", "c", "c"),
    ("a [b](c)\n===", .inline, "[b](c)", "c", "c"),
  ])
  func linksKnowTheirPlaces(
    _ page: String, _ kind: Link.Kind, _ written: String, _ destination: String, _ place: String?
  ) throws {
    let links = read(page).links
    #expect(links.count == 1)
    let link = try #require(links.first)
    #expect(link.kind == kind)
    #expect(slice(page, link.range) == written)
    #expect(link.destination == destination)
    #expect(link.destinationRange.map { slice(page, $0) } == place)
  }

  @Test func anImageInALinkIsBoth() {
    let page = "[![alt *x*](i.png \"T\")](d)"
    let links = read(page).links
    #expect(links.map(\.isImage) == [true, false])
    #expect(links.map { slice(page, $0.range) } == ["![alt *x*](i.png \"T\")", page])
    #expect(links.map(\.text) == ["alt x", "alt x"])
    #expect(links[0].title == "T")
  }

  @Test func textInCodeIsNoLink() {
    #expect(read("`[a](b)`\n\n```\n[a](b) <a href=x>\n```\n").links.isEmpty)
  }

  @Test func plainTextMarksCodeAndKeepsPlaces() throws {
    let page = "> a **b** `c  d`\n> e &amp; \\* ~~f~~ ![g](h) <b>i</b>\n"
    let text = try #require(read(page).blocks.compactMap(\.text).first)
    #expect(text.string == "a b c  d\ne & * f g i")
    let code = try #require(text.spans.first { $0.kind == .code })
    #expect(slice(page, code.pageRange) == "`c  d`")
    let f = try #require(text.string.utf8.firstIndex(of: UInt8(ascii: "f"))?.utf16Offset(in: text.string))
    #expect(slice(page, text.pageRange(of: TextRange(f, f + 1))) == "f")
    #expect(slice(page, text.pageRange(of: TextRange(4, 5))) == "c")
    #expect(text.spans.contains { $0.kind == .imageText })
  }

  @Test func headingsHaveSlugsAndIDs() {
    let page = "# Über `x` & [y](z)!\n\nA B\n---\n\n## A b\n\n## T {#my-id .c}\n\n### ![i](j) k\n"
    let headings = read(page).headings
    #expect(headings.map(\.level) == [1, 2, 2, 2, 3])
    #expect(headings.map(\.slug) == ["über-x--y", "a-b", "a-b-1", "t", "-k"])
    #expect(headings.map(\.explicitID) == [nil, nil, nil, "my-id", nil])
    #expect(headings[3].text == "T")
    #expect(headings.map { slice(page, $0.range) }[1] == "A B\n---")
  }

  @Test func commentsAreKept() {
    let page = "<!-- atlas-ignore x -->\n\ntext <!-- y --> more\n\n- a\n\n  <!-- long\n  comment -->\n"
    let comments = read(page).comments
    #expect(comments.map(\.text) == ["atlas-ignore x", "y", "long\ncomment"])
    #expect(comments.map(\.isBlock) == [true, false, true])
    #expect(comments.map { slice(page, $0.range) }[2] == "<!-- long\n  comment -->")
  }

  @Test func frontMatterIsReadWithPlacesInThePage() throws {
    let page = read("---\ntitle: T\n---\n# H\n")
    #expect(page.frontMatter?.value?["title"]?.string == "T")
    #expect(page.frontMatter?.value?["title"]?.range == TextRange(11, 12))
    #expect(page.frontMatter?.range == TextRange(0, 17))
    #expect(page.headings.first?.range == TextRange(17, 20))
  }

  @Test func replacedBytesDoNotShiftWhatFollows() throws {
    let bytes = Array("---\na: ".utf8) + [0xFF, 0xFE] + Array("\nb: c\n---\n\u{0}[x](y) ".utf8)
    let page = MarkdownPage(parsing: bytes)
    let value = try #require(page.frontMatter?.value)
    #expect(value["a"]?.string == "\u{FFFD}\u{FFFD}")
    #expect(try #require(value["b"]).range == TextRange(13, 14))
    #expect(page.links.map { Array(bytes[$0.range.bounds]) } == [Array("[x](y)".utf8)])
  }

  @Test func wrongFrontMatterIsKeptAsAnError() throws {
    let matter = try #require(read("---\na: b: c\n---\n# H\n").frontMatter)
    #expect(matter.value == nil)
    #expect(try #require(matter.error).range.lowerBound >= 4)
  }

  @Test(arguments: [
    "---\ntitle: T\n# H\n", " ---\na: b\n---\n# H\n", "text\n---\na: b\n---\n", "----\na: b\n----\n",
  ])
  func whatIsNoFrontMatterIsMarkdown(_ page: String) {
    #expect(read(page).frontMatter == nil)
    #expect(!read(page).blocks.isEmpty)
  }

  @Test func aFootnoteStandsWhereItIsWritten() {
    let page = "[^a]: note\n\ntext[^a]\n"
    #expect(read(page).blocks.map(\.kind) == [.footnote, .paragraph, .paragraph])
  }

  @Test func pagesReadAtOnceDoNotDisturbEachOther() async {
    let page = Array("see https://a.b and ~~x~~ and www.c.d or e@f.org, `~`\n\n| ~~a~~ |\n|---|\n".utf8)
    let alone = MarkdownPage(parsing: page)
    #expect(alone.links.count == 3)
    let differing = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).count { _ in
            let again = MarkdownPage(parsing: page)
            return again.links.map(\.range) != alone.links.map(\.range)
              || again.blocks.map { $0.text?.string } != alone.blocks.map { $0.text?.string }
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(differing == 0)
  }
}

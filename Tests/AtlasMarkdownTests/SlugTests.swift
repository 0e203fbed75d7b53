import AtlasMarkdown
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("Overview", "overview"), ("Root Cause & Impact", "root-cause--impact"), ("What's new?", "whats-new"),
    ("p99: 10ms", "p99-10ms"), ("snake_case-and-hyphen", "snake_case-and-hyphen"), ("ÄÖÜ ß", "äöü-ß"),
    ("日本語 テスト", "日本語-テスト"), ("🚀 Launch", "-launch"), ("  two  spaces", "--two--spaces"), ("", ""),
    ("C++ / C#", "c--c"), ("1.2.3", "123"),
  ])
  func slugsAreGitHubs(_ text: String, _ slug: String) { #expect(Slug.plain(text) == slug) }

  @Test func repeatedHeadingsAreNumbered() {
    var slugs = Slug()
    #expect(["A", "a", "A-1", "A", ""].map { slugs.next($0) } == ["a", "a-1", "a-1-1", "a-2", ""])
  }
}

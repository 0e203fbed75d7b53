import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

@testable import AtlasPipeline

struct OpenPagesTests {
  private func page(_ number: Int) -> PageContent {
    PageContent(
      Array("# Page \(number)\n\n```mermaid\npie\n  \"a\" : \(number + 1)\n```\n".utf8), path: "a.md")
  }

  private func pages(_ count: Int) -> OpenPages {
    let contents = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, page($0)) })
    return OpenPages(PageStore(root: "", library: Library(pages: []), contents: contents), target: .newest)
  }

  @Test func anOpenPageIsHandedOutAgain() throws {
    let pages = pages(2)
    let first = try pages.page(0)
    #expect(try pages.page(1) !== first)
    #expect(try pages.page(0) === first)
  }

  @Test func onlyTheLastPagesStayOpen() throws {
    let pages = pages(OpenPages.limit + 1)
    let first = try pages.page(0)
    for index in 1...OpenPages.limit { _ = try pages.page(index) }
    let again = try pages.page(0)
    #expect(again !== first)
    #expect(again.diagram(0).parsed.dump == first.diagram(0).parsed.dump)
  }

  @Test func aDiagramIsReadByTheTargetThatIsAskedFor() throws {
    let page = try pages(1).page(0)
    #expect(page.parsed(0, by: .newest).verdict == page.diagram(0).parsed.verdict)
  }
}

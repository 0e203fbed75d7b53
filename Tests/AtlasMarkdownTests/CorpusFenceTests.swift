import AtlasCore
import AtlasMarkdown
import AtlasTestSupport
import Glibc
import Testing

@Suite(.enabled(if: CMarkOracle.isInstalled, "needs the cmark-gfm program")) struct CMarkAgreementTests {
  /// Every page and byte where the program is built for speed; every so many where it is not.
  private static let isOptimized: Bool = {
    var isOptimized = true
    assert({ isOptimized = false }() == ())
    return isOptimized
  }()

  @Test(.enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus"))
  func fencesOfTheCorpusAreThoseOfCMark() throws {
    let root = try #require(SharedMaterial.path("corpus/docs"))
    let paths = CorpusPages.paths(under: root)
    #expect(paths.count > 0)
    for index in stride(from: 0, to: paths.count, by: Self.isOptimized ? 1 : 8) {
      let path = paths[index]
      let page = CorpusPages.contents(of: path)
      guard !page.starts(with: Array("---".utf8)) else { continue }
      let ours = MarkdownPage.fences(in: page)
      #expect(ours.map(CMarkOracle.CodeBlock.init) == CMarkOracle.codeBlocks(ofFile: path), "\(path)")
      for fence in ours { expectExactMapping(fence, in: page, every: Self.isOptimized ? 1 : 41) }
    }
  }

  @Test(arguments: 100..<104)
  func fencesOfRandomPagesAreThoseOfCMark(_ seed: UInt64) {
    var pages = RandomMarkdown(seed: seed)
    var seen = 0
    for _ in 0..<40 {
      // The program does not repair UTF-8 and knows no front matter.
      let page = Array(String(decoding: pages.page(), as: UTF8.self).utf8)
      guard MarkdownPage(parsing: page).frontMatter == nil else { continue }
      let ours = MarkdownPage.fences(in: page).map(CMarkOracle.CodeBlock.init)
      #expect(ours == CMarkOracle.codeBlocks(of: page).sorted { $0.line < $1.line }, "\(page)")
      seen += ours.count
    }
    #expect(seen > 0)
  }
}

extension CMarkOracle.CodeBlock {
  init(_ fence: Fence) {
    self.init(line: fence.line, info: fence.info, content: String(decoding: fence.content, as: UTF8.self))
  }
}

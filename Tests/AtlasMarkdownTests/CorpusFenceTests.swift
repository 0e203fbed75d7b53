import AtlasCore
import AtlasMarkdown
import AtlasTestSupport
import Glibc
import Testing

@Suite(.enabled(if: CMarkOracle.isInstalled, "needs the cmark-gfm program")) struct CMarkAgreementTests {
  @Test(.enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus"))
  func fencesOfTheCorpusAreThoseOfCMark() throws {
    let root = try #require(SharedMaterial.path("corpus/docs"))
    let paths = markdownFiles(under: root)
    #expect(paths.count > 0)
    for path in paths {
      let page = contents(of: path)
      guard MarkdownPage(parsing: page).frontMatter == nil else { continue }
      let ours = MarkdownPage.fences(in: page)
      #expect(ours.map(CMarkOracle.CodeBlock.init) == CMarkOracle.codeBlocks(ofFile: path), "\(path)")
      for fence in ours { expectExactMapping(fence, in: page) }
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

  private func markdownFiles(under root: String) -> [String] {
    var paths: [String] = []
    var folders = [root]
    while let folder = folders.popLast() {
      guard let directory = opendir(folder) else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix(".") { continue }
        if entry.pointee.d_type == DT_DIR { folders.append("\(folder)/\(name)") }
        if name.hasSuffix(".md") { paths.append("\(folder)/\(name)") }
      }
    }
    return paths.sorted()
  }

  private func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}

extension CMarkOracle.CodeBlock {
  init(_ fence: Fence) {
    self.init(line: fence.line, info: fence.info, content: String(decoding: fence.content, as: UTF8.self))
  }
}

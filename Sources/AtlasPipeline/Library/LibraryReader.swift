import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules
import AtlasSystem

/// Finds the diagrams of every page: from the record of the run before where the page is the same, else by reading it.
package struct LibraryReader: Sendable {
  package struct File: Sendable {
    package var path: BytePath
    package var digest: Digest
    /// The bytes, where the scan had to read them anyway.
    package var bytes: [UInt8]?

    package init(path: BytePath, digest: Digest, bytes: [UInt8]? = nil) {
      self.path = path
      self.digest = digest
      self.bytes = bytes
    }
  }

  /// Pages read in one task; reading and splitting one takes about 0.1 ms.
  private static let chunkSize = 8

  private let root: BytePath
  private let sourceRoots: [BytePath]
  private let taxonomy: Taxonomy
  private let extraction: Digest

  package init(root: BytePath, sourceRoots: [BytePath], taxonomy: Taxonomy, extraction: Digest) {
    self.root = root
    self.sourceRoots = sourceRoots
    self.taxonomy = taxonomy
    self.extraction = extraction
  }

  /// The library, and the contents of the pages that had to be read.
  package func read(
    _ files: [File], problems: [(path: BytePath, message: String)], records: [BytePath: PageRecord]
  ) async -> (library: Library, contents: [Int: PageContent]) {
    var pages = files.map { page(of: $0, record: records[$0.path]) }
    pages += problems.map { problem in
      LibraryPage(
        path: problem.path, place: place(of: problem.path), digest: .zero, prose: .zero, diagrams: [],
        problem: problem.message, record: records[problem.path])
    }
    var bytes: [BytePath: [UInt8]] = [:]
    for file in files where file.bytes != nil { bytes[file.path] = file.bytes }
    pages.sort { $0.path < $1.path }
    let toRead = pages.indices.filter { pages[$0].problem == nil && !isKnown(pages[$0]) }
    let contents = await contents(of: toRead, in: pages, bytes: bytes)
    for (index, content) in contents {
      switch content {
      case .success(let read):
        pages[index].prose = read.content.prose.digest
        pages[index].diagrams = read.diagrams
      case .failure(let problem):
        pages[index].problem = problem.message
      }
    }
    return (Library(pages: pages), contents.compactMapValues { try? $0.get().content })
  }

  private func isKnown(_ page: LibraryPage) -> Bool {
    page.record?.digest == page.digest && page.record?.extraction == extraction
  }

  private func page(of file: File, record: PageRecord?) -> LibraryPage {
    var page = LibraryPage(
      path: file.path, place: place(of: file.path), digest: file.digest, prose: .zero, diagrams: [],
      record: record)
    if let record, isKnown(page) {
      page.prose = record.prose
      page.diagrams = record.diagrams.map { LibraryDiagram(digest: $0.digest, line: $0.line, kind: $0.kind) }
    }
    return page
  }

  private func place(of path: BytePath) -> PagePlace { taxonomy.place(of: path, below: sourceRoots) }

  private func contents(
    of indices: [Int], in pages: [LibraryPage], bytes: [BytePath: [UInt8]]
  ) async -> [Int: Result<ReadPage, ActionProblem>] {
    await withTaskGroup(of: [(Int, Result<ReadPage, ActionProblem>)].self) { group in
      for start in stride(from: 0, to: indices.count, by: Self.chunkSize) {
        let chunk = indices[start..<min(start + Self.chunkSize, indices.count)].map { index in
          (index, pages[index].path, pages[index].digest, bytes[pages[index].path])
        }
        group.addTask {
          chunk.map { index, path, digest, bytes in (index, content(of: path, digest: digest, bytes: bytes)) }
        }
      }
      var contents: [Int: Result<ReadPage, ActionProblem>] = [:]
      for await chunk in group {
        for (index, content) in chunk { contents[index] = content }
      }
      return contents
    }
  }

  private func content(
    of path: BytePath, digest: Digest, bytes: [UInt8]?
  ) -> Result<ReadPage, ActionProblem> {
    if let bytes { return content(bytes, path: path) }
    do throws(SystemError) {
      let bytes = try FileContent.read(root.appending(path)).bytes
      guard Digest(of: bytes) == digest else {
        return .failure(ActionProblem("the page changed while it was read; run again"))
      }
      return content(bytes, path: path)
    } catch {
      return .failure(ActionProblem("the page cannot be read: \(error.reason)"))
    }
  }

  /// A page that is too long to be read must not pass for one without diagrams.
  private func content(_ bytes: [UInt8], path: BytePath) -> Result<ReadPage, ActionProblem> {
    guard bytes.count <= MarkdownPage.byteLimit else {
      return .failure(
        ActionProblem(
          "the page is longer than \(MarkdownPage.byteLimit >> 20) MB, the most that is read; split it"))
    }
    return .success(ReadPage(PageContent(bytes, path: path)))
  }

  /// A page, and what the library says of its diagrams.
  private struct ReadPage {
    let content: PageContent
    let diagrams: [LibraryDiagram]

    init(_ content: PageContent) {
      self.content = content
      diagrams = content.diagrams.map { diagram in
        LibraryDiagram(
          digest: Digest(of: diagram.content), line: diagram.line, kind: Mermaid.kind(of: diagram.content))
      }
    }
  }
}

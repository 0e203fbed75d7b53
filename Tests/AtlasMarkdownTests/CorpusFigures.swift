import AtlasCore
import AtlasMarkdown
import AtlasTestSupport
import Glibc
import Testing

/// Prints what docs/engineering/markdown.md quotes; nothing here depends on a clock.
@Suite(.serialized, .enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus"))
struct CorpusFigures {
  private static let pages = SharedMaterial.path("corpus/docs").map { root in
    CorpusPages.paths(under: root).map(CorpusPages.contents)
  }

  private func processorSeconds(_ work: () -> Void) -> Double {
    var (before, after) = (timespec(), timespec())
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
    work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
    return Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) / 1e9
  }

  @Test func everyDiagramOfTheCorpusIsFound() throws {
    let pages = try #require(Self.pages)
    let verdicts = try #require(SharedMaterial.path("corpus/verdicts.jsonl"))
    var diagrams = 0
    let seconds = processorSeconds {
      for page in pages { diagrams += MarkdownPage.fences(in: page).count { $0.isMermaid } }
    }
    #expect(diagrams == CorpusPages.contents(of: verdicts).count { $0 == UInt8(ascii: "\n") })
    let bytes = pages.map(\.count).reduce(0, +)
    print("fences: \(pages.count) pages, \(bytes) bytes, \(diagrams) diagrams in \(seconds) s of processor")
  }

  @Test func everyWordOfTheCorpusStandsAtItsPlace() throws {
    let pages = try #require(Self.pages)
    var (spans, moved) = (0, 0)
    for bytes in pages {
      let page = MarkdownPage(parsing: bytes)
      for text in page.blocks.flatMap({ [$0.text].compactMap(\.self) + $0.cells.map(\.text) }) {
        for span in text.spans where span.kind == .text {
          spans += 1
          if !bytes[span.pageRange.bounds].elementsEqual(text.bytes[span.range.bounds]) { moved += 1 }
        }
      }
    }
    #expect(spans > 0 && moved == 0)
    let seconds = processorSeconds { for page in pages { _ = MarkdownPage(parsing: page) } }
    print("pages: \(spans) stretches of text in \(seconds) s of processor")
  }
}

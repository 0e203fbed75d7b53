import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules
import Synchronization

/// A page while its stages are at work on it: what several of them read is made once, when the first one asks. All of it
/// follows from the page's bytes and the target alone, so whoever makes it makes the same.
final class OpenPage: Sendable {
  let content: PageContent
  /// The page as rules and gates read it.
  let view: Deferred<PageView>
  /// What gates find on the page.
  let evidence: PageEvidence
  private let target: Target
  private let diagrams: [Deferred<OpenDiagram>]

  init(_ content: PageContent, target: Target) {
    self.content = content
    self.target = target
    let markdown = content.markdown
    let view = Deferred { PageView(MarkdownPage(parsing: markdown)) }
    self.view = view
    evidence = PageEvidence(isOneDiagram: content.isOneDiagram) { view.value }
    diagrams = content.diagrams.map { diagram in
      Deferred { OpenDiagram(Mermaid.parse(diagram.content, target: target)) }
    }
  }

  func diagram(_ index: Int) -> OpenDiagram { diagrams[index].value }

  /// A diagram as a mermaid.js reads it that need not be the project's.
  func parsed(_ index: Int, by target: Target) -> ParsedDiagram {
    guard target != self.target else { return diagram(index).parsed }
    return Mermaid.parse(content.diagrams[index].content, target: target)
  }
}

/// A diagram while its stages are at work on it.
final class OpenDiagram: Sendable {
  /// The diagram as rules, gates and metrics look at it.
  let view: DiagramView
  let map: TextMap
  private let deferredAnchors: Deferred<AnchorFinder>
  private let deferredMeaning: Deferred<Digest>

  init(_ parsed: ParsedDiagram) {
    view = DiagramView(parsed)
    let map = parsed.textMap
    self.map = map
    deferredAnchors = Deferred { AnchorFinder(map) }
    deferredMeaning = Deferred { parsed.meaning }
  }

  var parsed: ParsedDiagram { view.diagram }
  /// What the places of results are anchored by.
  var anchors: AnchorFinder { deferredAnchors.value }
  var meaning: Digest { deferredMeaning.value }
  var title: String { view.title }
}

/// The pages that workers opened last. The engine goes through a library page by page, so few pages are at work at a time;
/// one that is asked for again later is read again.
final class OpenPages: Sendable {
  /// A few for each worker: stages of one page become ready while others are at work on the next ones.
  static let limit = 24

  private let pages: PageStore
  private let target: Target
  /// Guards the open pages, the one opened first in front.
  private let open = Mutex<[(index: Int, page: OpenPage)]>([])

  init(_ pages: PageStore, target: Target) {
    self.pages = pages
    self.target = target
  }

  func page(_ index: Int) throws(ActionProblem) -> OpenPage {
    if let page = open.withLock({ open in open.last { $0.index == index }?.page }) { return page }
    let page = OpenPage(try pages.content(ofPage: index), target: target)
    return open.withLock { open in
      // Another worker may have been quicker.
      if let other = open.last(where: { $0.index == index })?.page { return other }
      if open.count == Self.limit { open.removeFirst() }
      open.append((index, page))
      return page
    }
  }
}

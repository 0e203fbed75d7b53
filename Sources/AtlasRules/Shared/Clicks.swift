import AtlasCore
import AtlasMermaid

/// The statements that make something of a drawing a link or a button, in the kinds that have them.
struct Clicks {
  struct Click {
    var range: TextRange
    /// What people click, as written.
    var subjects: [TextRange]
    /// The address; nil for a function of the page.
    var link: TextRange?
    var tooltip: TextRange?
  }

  private(set) var clicks: [Click] = []
  /// Whether the kind has tooltips.
  let haveTooltips: Bool

  init(_ diagram: ParsedDiagram) { self.init(diagram, TreeOutline(diagram.syntax)) }

  /// Those of a flowchart.
  init(_ looks: FlowchartLooks) {
    haveTooltips = true
    clicks = looks.clicks.map {
      Click(range: $0.range, subjects: $0.ids, link: $0.link, tooltip: $0.tooltip)
    }
  }

  init(_ diagram: ParsedDiagram, _ outline: TreeOutline) {
    switch diagram.syntax {
    case .flowchart, .class, .state: haveTooltips = true
    default: haveTooltips = false
    }
    var sink = Sink()
    outline.describe(to: &sink)
    clicks = sink.clicks
  }

  private struct Sink: TreeSink {
    var clicks: [Click] = []
    private var depth = 0
    /// How deep the open `click` statement is.
    private var click: Int?

    mutating func open(_ name: StaticString, _ range: TextRange) {
      depth += 1
      guard click == nil, name.isEqual(to: "click") else { return }
      click = depth
      clicks.append(Click(range: range, subjects: [], link: nil, tooltip: nil))
    }

    mutating func close() {
      if click == depth { click = nil }
      depth -= 1
    }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      guard click != nil else { return }
      switch name {
      case "id", "ids", "name": clicks[clicks.count - 1].subjects.append(range)
      case "link": clicks[clicks.count - 1].link = range
      case "tooltip": clicks[clicks.count - 1].tooltip = range
      default: break
      }
    }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}

import AtlasCore
import AtlasMermaid

/// What a flowchart says of classes, styles and clicks, gathered in one walk of its statements; in the order of the text.
struct FlowchartLooks: Sendable {
  private(set) var classDefinitions: [StyleClassDefinition] = []
  /// Where nodes are given a class.
  private(set) var classUses: [TextRange] = []
  private(set) var styles: [TextRange] = []
  private(set) var clicks: [FlowClick] = []
  /// The ids that `class`, `style` and `click` statements name.
  private(set) var namedIDs: [TextRange] = []

  init(_ flowchart: FlowchartDiagram) { gather(flowchart.statements) }

  private mutating func gather(_ statements: [FlowStatement]) {
    for statement in statements {
      switch statement {
      case .chain(let chain):
        // By place: a node is large, and few have a class here.
        for node in chain.nodes.indices {
          if let name = chain.nodes[node].className { classUses.append(name) }
        }
      case .subgraph(let subgraph): gather(subgraph.statements)
      case .classDefinition(let definition):
        classDefinitions.append(definition)
        styles += definition.styles
      case .classAssignment(let assignment):
        namedIDs += assignment.ids
        classUses += assignment.classNames
      case .style(let style):
        namedIDs += style.ids
        styles += style.styles
      case .linkStyle(let style): styles += style.styles
      case .click(let click):
        namedIDs += click.ids
        clicks.append(click)
      case .direction: break
      }
    }
  }
}

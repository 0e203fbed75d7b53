import AtlasCore
import AtlasMermaid

/// The classes of styles that a diagram defines and uses, whatever its kind; empty for kinds whose classes are the
/// page's and not the diagram's.
struct StyleClasses {
  struct Definition {
    var name: TextRange
    /// The whole `classDef` statement, and which of its names this is.
    var statement: TextRange
    var place: Int
    /// How many names the statement has.
    var count: Int
  }

  private(set) var definitions: [Definition] = []
  /// Where a node, a state or a list of them is given a class.
  private(set) var uses: [TextRange] = []

  /// Whether names are compared in pairs sooner than collected.
  var areFew: Bool { definitions.count * uses.count <= 1024 }

  /// Those of a flowchart.
  init(_ looks: FlowchartLooks) {
    uses = looks.classUses
    for definition in looks.classDefinitions { add(definition.range, definition.names) }
  }

  /// Those of any other kind.
  init(_ syntax: Diagram, _ outline: TreeOutline) {
    switch syntax {
    case .state, .class, .er, .requirement, .block, .quadrant, .treemap: break
    default: return
    }
    var sink = Sink()
    outline.describe(to: &sink)
    uses = sink.uses
    for statement in sink.definitions { add(statement.range, statement.names) }
  }

  private mutating func add(_ statement: TextRange, _ names: [TextRange]) {
    for (place, name) in names.enumerated() {
      definitions.append(Definition(name: name, statement: statement, place: place, count: names.count))
    }
  }

  private struct Sink: TreeSink {
    var definitions: [(range: TextRange, names: [TextRange])] = []
    var uses: [TextRange] = []
    private var depth = 0
    /// How deep the open `classDef` is; 0 where none is open.
    private var definition = 0

    mutating func open(_ name: StaticString, _ range: TextRange) {
      depth += 1
      guard name.isEqual(to: "classDef") else { return }
      definition = depth
      definitions.append((range, []))
    }

    mutating func close() {
      if definition == depth { definition = 0 }
      depth -= 1
    }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      switch name {
      case "name" where definition == depth && depth > 0:
        definitions[definitions.count - 1].names.append(range)
      case "class": uses.append(range)
      default: break
      }
    }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}

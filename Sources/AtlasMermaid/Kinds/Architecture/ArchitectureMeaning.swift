import AtlasCore

/// What mermaid.js checks after parsing: groups first, then services, junctions, edges and alignments.
struct ArchitectureMeaning {
  private enum Entry {
    case group
    case node(parent: Int?)
  }

  private let bytes: [UInt8]
  private var names = NameTable()
  /// By the number of the name; nil where the name was only mentioned.
  private var entries: [Entry?] = []

  private init(_ source: MermaidSource) { bytes = source.original }

  static func check(
    _ diagram: ArchitectureDiagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics
  ) {
    var meaning = ArchitectureMeaning(source)
    for role in [ArchitectureNode.Role.group, .service, .junction] {
      for case .node(let node) in diagram.statements where node.role == role {
        meaning.add(node, &diagnostics)
      }
    }
    for case .edge(let edge) in diagram.statements { meaning.check(edge, &diagnostics) }
    for case .alignment(let alignment) in diagram.statements { meaning.check(alignment, &diagnostics) }
    if !diagnostics.hasRejection { meaning.checkDrawing(of: diagram, &diagnostics) }
  }

  // MARK: Checks

  private mutating func add(_ node: ArchitectureNode, _ diagnostics: inout Diagnostics) {
    let number = self.number(of: node.id)
    if entries[number] != nil || ObjectMembers.contains(bytes[node.id.bounds]) {
      return reject(
        node.id, "the id \(shown(node.id)) is in use already",
        "give every group, service and junction its own id",
        &diagnostics)
    }
    var parent: Int?
    if let place = node.parent {
      let group = self.number(of: place)
      parent = group
      if group == number {
        reject(
          place, "\(shown(place)) cannot stand in itself", "name the group that holds it, or leave `in` out",
          &diagnostics)
      } else if let entry = entries[group] {
        if case .node = entry {
          reject(
            place, "\(shown(place)) is no group", "declare it with `group \(plain(place))`", &diagnostics)
        }
      } else if ObjectMembers.contains(bytes[place.bounds]) {
        if node.role != .group {
          diagnostics.cannotRender(
            place, "\(shown(place)) is no group", "declare it under another name with `group`")
        }
      } else {
        let isLater = node.role == .group
        reject(
          place,
          isLater
            ? "the group \(shown(place)) does not exist above this line"
            : "the group \(shown(place)) does not exist",
          isLater ? "declare `group \(plain(place))` before it" : "declare it with `group \(plain(place))`",
          &diagnostics)
      }
    }
    entries[number] = node.role == .group ? .group : .node(parent: parent)
  }

  private mutating func check(_ edge: ArchitectureEdge, _ diagnostics: inout Diagnostics) {
    let from = number(of: edge.from.id)
    let to = number(of: edge.to.id)
    for (number, id) in [(from, edge.from.id), (to, edge.to.id)] where entries[number] == nil {
      return reject(
        id, "the edge is at \(shown(id)), which does not exist", "declare it with `service \(plain(id))`",
        &diagnostics)
    }
    for (number, id) in [(from, edge.from.id), (to, edge.to.id)] {
      if case .group? = entries[number] {
        return reject(
          id, "the edge is at the group \(shown(id)), and edges join services and junctions only",
          "start it at a service of the group, with {group} behind its id", &diagnostics)
      }
    }
    guard edge.from.isOfGroup || edge.to.isOfGroup, case .node(let left?)? = entries[from],
      case .node(let right?)? = entries[to], left == right
    else { return }
    reject(
      edge.range, "the edge has {group} and both its ends are in the same group",
      "leave {group} out, or join services of two groups", &diagnostics)
  }

  private mutating func check(_ alignment: ArchitectureAlignment, _ diagnostics: inout Diagnostics) {
    var seen: Set<Int> = []
    for member in alignment.members {
      let number = self.number(of: member)
      guard case .node? = entries[number] else {
        return reject(
          member, "\(shown(member)) cannot be aligned, because it is no service and no junction",
          "name services and junctions that exist", &diagnostics)
      }
      if !seen.insert(number).inserted {
        return reject(
          member, "\(shown(member)) is aligned with itself", "name every member once", &diagnostics)
      }
    }
  }

  /// The layout names an edge `from-to`, and fails on a name that is taken.
  private mutating func checkDrawing(of diagram: ArchitectureDiagram, _ diagnostics: inout Diagnostics) {
    var edges = NameTable()
    for case .edge(let edge) in diagram.statements {
      let name = bytes[edge.from.id.bounds] + [0x2D] + bytes[edge.to.id.bounds]
      let count = edges.count
      if edges.number(of: name) < count {
        diagnostics.cannotRender(
          edge.range, "a second edge leads from \(shown(edge.from.id)) to \(shown(edge.to.id))",
          "leave one of them out, or turn one around")
      } else if let number = names.existing(name), entries[number] != nil {
        diagnostics.cannotRender(
          edge.range, "the edge is called \"\(ByteText.display(name))\", and so is a node",
          "give the node another id")
      }
    }
    if !isLaidOut(diagram) {
      for case .alignment(let alignment) in diagram.statements {
        return diagnostics.cannotRender(
          alignment.range, "the alignments contradict one another or the edges",
          "align along the edges, in their order, and no node twice along one axis")
      }
    }
  }

  private mutating func isLaidOut(_ diagram: ArchitectureDiagram) -> Bool {
    var numbers: [Int: Int] = [:]
    var nodes: [ArchitectureLayout.Node] = []
    for role in [ArchitectureNode.Role.service, .junction] {
      for case .node(let node) in diagram.statements where node.role == role {
        numbers[number(of: node.id)] = nodes.count
        nodes.append(
          ArchitectureLayout.Node(
            parent: node.parent.map { number(of: $0) },
            index: ArchitectureMeaning.index(bytes[node.id.bounds])))
      }
    }
    var edges: [ArchitectureLayout.Edge] = []
    var alignments: [ArchitectureLayout.Alignment] = []
    for statement in diagram.statements {
      switch statement {
      case .node: continue
      case .edge(let edge):
        guard let from = numbers[number(of: edge.from.id)], let to = numbers[number(of: edge.to.id)] else {
          continue
        }
        edges.append(.init(from: from, to: to, fromSide: edge.from.side, toSide: edge.to.side))
      case .alignment(let alignment):
        let members = alignment.members.compactMap { numbers[number(of: $0)] }
        alignments.append(.init(isRow: alignment.isRow, members: members))
      }
    }
    guard !alignments.isEmpty else { return true }
    var layout = ArchitectureLayout(nodes, edges, alignments)
    return layout.isPossible()
  }

  /// The number that an id spells, as JavaScript would write it.
  private static func index(_ id: ArraySlice<UInt8>) -> UInt32? {
    guard id.first != 0x30 || id.count == 1, id.allSatisfy(CharacterClass.isDigit), id.count <= 10 else {
      return nil
    }
    let value = id.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    return value < UInt64(UInt32.max) ? UInt32(value) : nil
  }

  // MARK: Names

  private mutating func number(of id: TextRange) -> Int {
    let number = names.number(of: bytes[id.bounds])
    if number == entries.count { entries.append(nil) }
    return number
  }

  private func plain(_ id: TextRange) -> String { ByteText.display(bytes[id.bounds]) }

  private func shown(_ id: TextRange) -> String { "\"\(plain(id))\"" }

  private func reject(
    _ range: TextRange, _ message: @autoclosure () -> String, _ help: @autoclosure () -> String,
    _ diagnostics: inout Diagnostics
  ) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(.semanticError, range, line: .none, message(), help())
  }
}

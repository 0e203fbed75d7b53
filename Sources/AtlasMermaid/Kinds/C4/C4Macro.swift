/// The macros of C4 diagrams, by their words.
public enum C4Macro: String, CaseIterable, Sendable {
  case person = "Person"
  case personExternal = "Person_Ext"
  case system = "System"
  case systemDatabase = "SystemDb"
  case systemQueue = "SystemQueue"
  case systemExternal = "System_Ext"
  case systemDatabaseExternal = "SystemDb_Ext"
  case systemQueueExternal = "SystemQueue_Ext"
  case container = "Container"
  case containerDatabase = "ContainerDb"
  case containerQueue = "ContainerQueue"
  case containerExternal = "Container_Ext"
  case containerDatabaseExternal = "ContainerDb_Ext"
  case containerQueueExternal = "ContainerQueue_Ext"
  case component = "Component"
  case componentDatabase = "ComponentDb"
  case componentQueue = "ComponentQueue"
  case componentExternal = "Component_Ext"
  case componentDatabaseExternal = "ComponentDb_Ext"
  case componentQueueExternal = "ComponentQueue_Ext"
  case boundary = "Boundary"
  case enterpriseBoundary = "Enterprise_Boundary"
  case systemBoundary = "System_Boundary"
  case containerBoundary = "Container_Boundary"
  /// `Deployment_Node` is another word for it.
  case node = "Node"
  case nodeLeft = "Node_L"
  case nodeRight = "Node_R"
  case relation = "Rel"
  case relationBoth = "BiRel"
  /// `Rel_Up`, `Rel_Down`, `Rel_Left` and `Rel_Right` are other words for the next four.
  case relationUp = "Rel_U"
  case relationDown = "Rel_D"
  case relationLeft = "Rel_L"
  case relationRight = "Rel_R"
  case relationBack = "Rel_Back"
  case relationIndex = "RelIndex"
  case elementStyle = "UpdateElementStyle"
  case relationStyle = "UpdateRelStyle"
  case layout = "UpdateLayoutConfig"

  /// What a macro makes.
  public enum Role: Sendable {
    case element, boundary, relation, style
  }

  public var role: Role {
    switch self {
    case .boundary, .enterpriseBoundary, .systemBoundary, .containerBoundary, .node, .nodeLeft, .nodeRight:
      .boundary
    case .relation, .relationBoth, .relationUp, .relationDown, .relationLeft, .relationRight, .relationBack,
      .relationIndex:
      .relation
    case .elementStyle, .relationStyle, .layout: .style
    default: .element
    }
  }

  /// What the arguments mean, in order.
  public var parameters: [C4Parameter] {
    switch self {
    case .person, .personExternal, .system, .systemDatabase, .systemQueue, .systemExternal,
      .systemDatabaseExternal, .systemQueueExternal:
      [.id, .label, .description, .sprite, .tags, .link]
    case .boundary: [.id, .label, .type, .tags, .link]
    case .enterpriseBoundary, .systemBoundary, .containerBoundary: [.id, .label, .tags, .link]
    case .node, .nodeLeft, .nodeRight: [.id, .label, .type, .description, .sprite, .tags, .link]
    case .relation, .relationBoth, .relationUp, .relationDown, .relationLeft, .relationRight, .relationBack:
      [.from, .to, .label, .technology, .description, .sprite, .tags, .link]
    case .relationIndex:
      [.index, .from, .to, .label, .technology, .description, .sprite, .tags, .link]
    case .elementStyle:
      [
        .id, .backgroundColor, .fontColor, .borderColor, .shadowing, .shape, .sprite, .technology,
        .legendText,
        .legendSprite,
      ]
    case .relationStyle: [.from, .to, .textColor, .lineColor, .offsetX, .offsetY]
    case .layout: [.shapesInRow, .boundariesInRow]
    default: [.id, .label, .technology, .description, .sprite, .tags, .link]
    }
  }
}

/// What an argument of a macro means. The words are those of named arguments: `$techn="Java"`.
public enum C4Parameter: String, Sendable {
  case id, label, from, to, index, type, sprite, tags, link, shape
  case technology = "techn"
  case description = "descr"
  case backgroundColor = "bgColor"
  case fontColor, borderColor, shadowing, legendText, legendSprite, textColor, lineColor, offsetX, offsetY
  case shapesInRow = "c4ShapeInRow"
  case boundariesInRow = "c4BoundaryInRow"
  case other

  /// The name of the leaf in the tree.
  var leaf: StaticString {
    switch self {
    case .id: "id"
    case .label: "label"
    case .from: "from"
    case .to: "to"
    case .index: "index"
    case .type: "type"
    case .sprite: "sprite"
    case .tags: "tags"
    case .link: "link"
    case .shape: "shape"
    case .technology: "technology"
    case .description: "description"
    case .backgroundColor: "background color"
    case .fontColor: "font color"
    case .borderColor: "border color"
    case .shadowing: "shadowing"
    case .legendText: "legend"
    case .legendSprite: "legend sprite"
    case .textColor: "text color"
    case .lineColor: "line color"
    case .offsetX: "offset x"
    case .offsetY: "offset y"
    case .shapesInRow: "shapes in row"
    case .boundariesInRow: "boundaries in row"
    case .other: "value"
    }
  }
}

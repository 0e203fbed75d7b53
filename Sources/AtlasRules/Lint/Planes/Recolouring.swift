import AtlasCore

/// Edits that draw what one statement draws in the colours of a plane: fill and border together, a text colour only
/// where one is written.
enum Recolouring {
  static func edits(_ block: StyleBlock, to colours: PlanePalette.Colours) -> [TextEdit] {
    var edits: [TextEdit] = []
    for declaration in block.declarations where declaration.colour != nil {
      switch declaration.property {
      case .fill where declaration.colour != colours.fillColour:
        edits.append(TextEdit(declaration.value, colours.fill))
      case .stroke where declaration.colour != colours.strokeColour:
        edits.append(TextEdit(declaration.value, colours.stroke))
      default: break
      }
    }
    return edits
  }
}

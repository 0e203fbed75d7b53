import AtlasCore

/// Edits that draw what one statement draws in the colours of a plane: fill and border together, a text colour only
/// where one is written.
enum Recolouring {
  static func edits(_ block: StyleBlock, to colours: PlanePalette.Colours) -> [TextEdit] {
    block.declarations.compactMap { declaration in
      let colour: String
      switch declaration.property {
      case .fill: colour = colours.fill
      case .stroke: colour = colours.stroke
      default: return nil
      }
      guard declaration.colour != nil, declaration.colour != Colour(colour) else { return nil }
      return TextEdit(declaration.value, colour)
    }
  }

  /// The colours as a person writes them: `fill:#FF8800,stroke:#CC6600,color:#fff`
  static func written(_ colours: PlanePalette.Colours) -> String {
    "fill:\(colours.fill),stroke:\(colours.stroke),color:\(colours.text)"
  }
}

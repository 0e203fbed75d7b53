extension RuleCatalog {
  /// The rules about a page, in the order of their ids.
  package static let pageRules: [any PageRule.Type] = [
    CodeBlock.self,
    EscapedNewlines.self,
    ExcessText.self,
    FenceInfo.self,
    SwallowedDiagram.self,
    UnclosedFence.self,
    FivePlanesInProse.self,
    HeadingStructure.self,
    SmallWrapper.self,
    MissingSection.self,
    PlainName.self,
    MissingDiagram.self,
    PageSize.self,
    PlaceholderInProse.self,
    PlaceholderHostInProse.self,
    SlotAlias.self,
    StreamPlaneInProse.self,
    TextRatio.self,
    Uncategorised.self,
    UnknownSystem.self,
    VerboseParagraph.self,
  ]
}

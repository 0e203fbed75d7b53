import AtlasCore
import AtlasEngine

extension Reason {
  /// The reason in words, for plans and explanations.
  package var sentences: [String] {
    switch self {
    case .neverBuilt: ["nothing was built here before"]
    case .changed(let differences): differences.map(\.sentence)
    case .resultLost: ["the cache no longer holds a sound result for it"]
    case .forced: ["the cache was not asked"]
    }
  }
}

extension KeyDifference {
  package var sentence: String {
    switch self {
    case .source(let name, let old, let new):
      "the \(Self.sourceNames[name] ?? name) changed (\(old.short) → \(new.short))"
    case .upstream(let stage, let old, let new): "what \(stage) gives changed (\(old.short) → \(new.short))"
    case .code(let old, let new): "the code of the stage changed (\(old.short) → \(new.short))"
    case .option(let name, let old, let new): "the option \(name) changed (\(Self.change(old, new)))"
    case .spec(let path, let old, let new): "\(path) of the specification changed (\(Self.change(old, new)))"
    case .shape: "the stage reads other things than before"
    }
  }

  private static let sourceNames = [
    "diagram": "text of the diagram", "page": "text of the page", "prose": "text around the diagrams",
    "pages": "list of pages and diagrams",
  ]

  /// Long values are cut: whoever wants them whole asks for JSON.
  private static func change(_ old: String?, _ new: String?) -> String {
    func shown(_ value: String?) -> String {
      guard let value else { return "nothing" }
      return value.count > 60 ? value.prefix(57) + "..." : value
    }
    return "\(shown(old)) → \(shown(new))"
  }
}

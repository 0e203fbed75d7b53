import AtlasCore
import AtlasMermaid

/// What pipeline.json declares: where the pages are, which specification holds, and the stages that each diagram, each
/// page and the library flow through.
package struct Pipeline: Sendable {
  /// Where the file lies; the project is its folder.
  package var file: BytePath
  package var sources: Sources
  /// The folder of the spec pack, relative to the project.
  package var spec: BytePath
  /// In an order in which every stage comes after those it needs.
  package var stages: [StageDeclaration]
  /// Gates that change the exit status.
  package var enforcedGates: [String]
  /// The folder of the cache, relative to the project.
  package var cache: BytePath

  package struct Sources: Sendable {
    package var roots: [BytePath]
    package var include: GlobSet
    package var exclude: GlobSet
    /// The include patterns one by one with their places, for the warning about one that matches nothing.
    package var includePatterns: [(glob: Glob, range: TextRange)]

    /// For a library that is made of pages somebody named.
    static let none = Sources(roots: [], include: .none, exclude: .none, includePatterns: [])
  }

  package func stage(named name: String) -> StageDeclaration? { stages.first { $0.name == name } }
}

/// One stage as pipeline.json declares it.
package struct StageDeclaration: Sendable {
  package enum Work: Sendable {
    case builtIn(BuiltInStage)
    case command(ExternalCommand)
  }

  package var name: String
  package var work: Work
  package var scope: StageScope
  package var needs: [String]
  /// Sections of the specification that are part of its keys.
  package var reads: [String]
  /// Each option's name and canonical text.
  package var options: [(name: String, value: JSONNode)]
  /// Files of the project that it generates.
  package var outputs: [BytePath]
  /// Where the declaration stands in pipeline.json.
  package var range: TextRange
}

extension [StageDeclaration] {
  /// The mermaid.js version whose verdicts the parse gives.
  package var target: Target {
    get { parse?.options.first { $0.name == "target" }?.value.string.flatMap(Target.init) ?? .newest }
    set {
      guard let index = firstIndex(where: \.isParse) else { return }
      self[index].options.removeAll { $0.name == "target" }
      self[index].options.append(("target", JSONNode(.string(newValue.rawValue), range: TextRange(at: 0))))
    }
  }

  private var parse: StageDeclaration? { first(where: \.isParse) }
}

extension StageDeclaration {
  fileprivate var isParse: Bool {
    if case .builtIn(.parse) = work { true } else { false }
  }
}

/// What one action of a stage is about.
package enum StageScope: String, CaseIterable, Sendable {
  case diagram
  case page
  case library
}

/// A user's program as a stage.
package struct ExternalCommand: Hashable, Sendable {
  package static let defaultTimeLimitSeconds = 60

  package var arguments: [String]
  /// Names of the environment variables that it may see.
  package var environment: [String]
  package var timeLimitSeconds: Int
  /// What the user says of versions that the command's own bytes do not show; part of the key.
  package var versions: [(name: String, version: String)]
  /// Files in its folder that are its result; where none is named, its standard output is.
  package var collects: [BytePath]

  package static func == (left: ExternalCommand, right: ExternalCommand) -> Bool {
    left.arguments == right.arguments && left.environment == right.environment
      && left.timeLimitSeconds == right.timeLimitSeconds && left.collects == right.collects
      && left.versions.elementsEqual(right.versions) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(arguments) }
}

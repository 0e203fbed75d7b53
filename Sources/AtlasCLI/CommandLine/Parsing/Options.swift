import AtlasCore
import AtlasMermaid
import AtlasReport

/// The flags that every command takes, resolved: what was typed, or what holds otherwise.
package struct CommonOptions: Equatable, Sendable {
  package enum Verbosity: Sendable {
    case quiet
    case normal
    case verbose
  }

  /// Where to work; nil for the current folder.
  package var directory: BytePath?
  /// Nil for `pipeline.json`.
  package var configuration: BytePath?
  /// Nil for one a core.
  package var jobs: Int?
  package var format: ReportFormat
  package var reports: [ReportRequest]
  package var verbosity: Verbosity
  package var color: ColorChoice
  package var allowsProgress: Bool

  package init(_ invocation: Invocation) {
    self.directory = invocation.path(.directory)
    self.configuration = invocation.path(.config)
    self.jobs = invocation.integer(.jobs)
    self.format = invocation.text(.format).flatMap(ReportFormat.init) ?? .text
    self.reports = invocation.values(.report).compactMap(ReportRequest.init)
    self.verbosity = CommonOptions.verbosity(invocation)
    self.color = invocation.text(.color).flatMap(ColorChoice.init) ?? .auto
    self.allowsProgress = !invocation.isOn(.noProgress)
  }

  private static func verbosity(_ invocation: Invocation) -> Verbosity {
    switch invocation.flags.last(where: { $0.id == .quiet || $0.id == .verbose })?.id {
    case .quiet: .quiet
    case .verbose: .verbose
    default: .normal
    }
  }
}

/// `--report FMT=FILE`.
package struct ReportRequest: Equatable, Sendable {
  package var format: ReportFormat
  package var file: BytePath

  package init(format: ReportFormat, file: BytePath) {
    self.format = format
    self.file = file
  }

  /// Nil where the text is no `FMT=FILE`.
  init?(_ text: [UInt8]) {
    guard let equals = text.firstIndex(of: UInt8(ascii: "=")), equals + 1 < text.count,
      let format = ReportFormat(rawValue: String(decoding: text[..<equals], as: UTF8.self))
    else { return nil }
    self.init(format: format, file: BytePath(Array(text[(equals + 1)...])))
  }
}

/// The flags of `run`, resolved.
package struct RunOptions: Equatable, Sendable {
  package enum CacheUse: Sendable {
    case normal
    /// Neither read nor write.
    case none
    /// Write, and do not read.
    case rewrite
    /// A miss is an error.
    case required
  }

  package var selectors: [[UInt8]]
  package var stages: [String]
  package var cache: CacheUse
  package var keepsGoing: Bool
  package var asOf: CalendarDay?
  package var baseline: BytePath?
  package var events: BytePath?
  package var profile: BytePath?

  package init(_ invocation: Invocation) {
    self.selectors = invocation.values(.only)
    self.stages = invocation.values(.stage).map { String(decoding: $0, as: UTF8.self) }
    self.cache = RunOptions.cacheUse(invocation)
    self.keepsGoing = invocation.isOn(.keepGoing, standard: true)
    self.asOf = invocation.day(.asOf)
    self.baseline = invocation.path(.baseline)
    self.events = invocation.path(.events)
    self.profile = invocation.path(.profile)
  }

  private static func cacheUse(_ invocation: Invocation) -> CacheUse {
    if invocation.isOn(.noCache) { return .none }
    if invocation.isOn(.recache) { return .rewrite }
    return invocation.isOn(.requireCached) ? .required : .normal
  }
}

/// The flags of `plan`, resolved.
package struct PlanOptions: Equatable, Sendable {
  package var selectors: [[UInt8]]
  package var spec: BytePath?
  /// As they were typed.
  package var settings: [[UInt8]]
  package var asOf: CalendarDay?

  package init(_ invocation: Invocation) {
    self.selectors = invocation.values(.only)
    self.spec = invocation.path(.spec)
    self.settings = invocation.values(.set)
    self.asOf = invocation.day(.asOf)
  }

  /// Whether the plan is about a change of the specification.
  package var triesSpecification: Bool { spec != nil || !settings.isEmpty }
}

/// The flags and arguments of `links`, resolved.
package struct LinksOptions: Equatable, Sendable {
  /// Empty: the pages of the project.
  package var paths: [BytePath]
  package var listsExternal: Bool
  package var spec: BytePath?

  package init(_ invocation: Invocation) {
    self.paths = invocation.arguments.map { BytePath($0) }
    self.listsExternal = invocation.isOn(.external)
    self.spec = invocation.path(.spec)
  }
}

/// The flags and arguments of `check`, resolved.
package struct CheckOptions: Equatable, Sendable {
  package var paths: [BytePath]
  package var depth: CheckDepth
  package var showsMetrics: Bool
  package var asOf: CalendarDay?
  package var baseline: BytePath?
  package var spec: BytePath?
  package var target: Target?

  package init(_ invocation: Invocation) {
    self.paths = invocation.arguments.map { BytePath($0) }
    self.depth = invocation.text(.checkOnly).flatMap(CheckDepth.init) ?? .gates
    self.showsMetrics = invocation.isOn(.metrics)
    self.asOf = invocation.day(.asOf)
    self.baseline = invocation.path(.baseline)
    self.spec = invocation.path(.spec)
    self.target = invocation.text(.target).flatMap(Target.init)
  }
}

/// The flags of `verify`, resolved.
package struct VerifyOptions: Equatable, Sendable {
  /// From 0 to 1; nil for everything.
  package var sample: Double?

  package init(_ invocation: Invocation) {
    self.sample = invocation.last(.sample)?.value.flatMap(Percentage.init)?.fraction
  }
}

/// The flags and arguments of `fix`, resolved.
package struct FixOptions: Equatable, Sendable {
  package enum Outcome: Sendable {
    case list
    case diff
    case write
  }

  package var paths: [BytePath]
  package var outcome: Outcome
  /// Whether repairs that can be made are a failure.
  package var failsOnRepairs: Bool
  package var allowsUnsafe: Bool
  /// Nil for all.
  package var rules: Set<String>?
  package var spec: BytePath?
  package var target: Target?

  package init(_ invocation: Invocation) {
    self.paths = invocation.arguments.map { BytePath($0) }
    self.failsOnRepairs = invocation.isOn(.check)
    self.allowsUnsafe = invocation.isOn(.unsafe)
    let rules = invocation.values(.rule).map { String(decoding: $0, as: UTF8.self) }
    self.rules = rules.isEmpty ? nil : Set(rules)
    self.spec = invocation.path(.spec)
    self.target = invocation.text(.target).flatMap(Target.init)
    self.outcome =
      invocation.isOn(.write)
      ? .write : invocation.isOn(.diff) ? .diff : .list
  }
}

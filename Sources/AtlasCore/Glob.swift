/// A pattern for paths relative to the project folder, over bytes.
///
/// `*` any part of a name · `?` one character of a name · `[a-z]`, `[^a-z]` one of (not of) these ASCII characters ·
/// `{a,b}` either, also nested and empty · `**` as a whole name: any number of folders, and at the end everything
/// below · a `/` at the end: everything below · `\` takes the next byte as it is. A leading `!` and a leading dot mean
/// nothing special. Patterns match whole paths: `*.md` is not `docs/a.md`, `**/*.md` is.
///
/// Every alternative becomes a table-driven automaton, so matching takes one step a byte whatever the pattern is.
public struct Glob: Hashable, Sendable {
  public let pattern: String
  let automata: [GlobAutomaton]

  public init(_ pattern: String) throws(GlobError) {
    self.pattern = pattern
    var automata: [GlobAutomaton] = []
    for alternative in try GlobSyntax.alternatives(of: pattern) {
      automata.append(try GlobAutomaton(GlobSyntax.tokens(of: alternative, in: pattern), pattern))
    }
    self.automata = automata
  }

  public func matches(_ path: BytePath) -> Bool {
    automata.contains { $0.accepts($0.advance($0.start, over: path.bytes)) }
  }

  public static func == (left: Glob, right: Glob) -> Bool { left.pattern == right.pattern }

  public func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

/// A pattern that cannot be read: where and why.
public struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
  public var pattern: String
  /// In bytes from the start of the pattern.
  public var offset: Int
  /// What is wrong.
  public var message: String
  /// What to do.
  public var help: String

  public init(_ pattern: String, _ offset: Int, _ message: String, help: String) {
    self.pattern = pattern
    self.offset = offset
    self.message = message
    self.help = help
  }

  public var description: String { #"glob "\#(pattern)", offset \#(offset): \#(message); \#(help)"# }
}

/// Several patterns of which one must match; of none, nothing matches.
public struct GlobSet: Hashable, Sendable {
  public let globs: [Glob]
  private let automata: [GlobAutomaton]

  public init(_ patterns: [String]) throws(GlobError) {
    var globs: [Glob] = []
    for pattern in patterns { globs.append(try Glob(pattern)) }
    self.globs = globs
    automata = globs.flatMap(\.automata)
  }

  public init(_ globs: [Glob]) {
    self.globs = globs
    automata = globs.flatMap(\.automata)
  }

  /// Matches nothing.
  public static let none = GlobSet([Glob]())

  public var isEmpty: Bool { globs.isEmpty }

  public func matches(_ path: BytePath) -> Bool { matches(after: start, name: path.bytes) }

  public static func == (left: GlobSet, right: GlobSet) -> Bool { left.globs == right.globs }

  public func hash(into hasher: inout Hasher) { hasher.combine(globs) }

  /// How far a folder's path has taken each pattern, so that its many names need not start at the root.
  public struct Position: Sendable {
    fileprivate var states: [Int32]
  }

  /// Before the first byte of a path.
  public var start: Position { Position(states: automata.map(\.start)) }

  /// The position within a folder: after its path and a `/`; an empty path is the root.
  public func position(inFolder folder: BytePath) -> Position {
    if folder.bytes.isEmpty { return start }
    return advance(start, over: folder.bytes + [BytePath.separator])
  }

  /// The position within the subfolder `name`.
  public func position(after position: Position, folder name: UnsafeRawBufferPointer) -> Position {
    advance(position, over: Array(name) + [BytePath.separator])
  }

  /// Whether the path that ends with this name matches.
  public func matches(after position: Position, name: [UInt8]) -> Bool {
    name.withUnsafeBytes { matches(after: position, name: $0) }
  }

  // Not generic: called for every name of a listing, across the module line.
  public func matches(after position: Position, name: UnsafeRawBufferPointer) -> Bool {
    for (automaton, state) in zip(automata, position.states)
    where automaton.accepts(automaton.advance(state, over: name)) { return true }
    return false
  }

  /// Whether anything below can match; if not, a folder need not be entered.
  public func canMatch(below position: Position) -> Bool {
    zip(automata, position.states).contains { !$0.isDead($1) }
  }

  /// Whether everything below matches; if so, an excluded folder need not be entered.
  public func matchesEverything(below position: Position) -> Bool {
    zip(automata, position.states).contains { $0.acceptsEverything(after: $1) }
  }

  private func advance(_ position: Position, over bytes: [UInt8]) -> Position {
    Position(states: zip(automata, position.states).map { $0.advance($1, over: bytes) })
  }
}

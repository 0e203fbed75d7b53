import AtlasCore

/// The first look at the arguments: tells flags with their values from words, and knows no command yet, because flags
/// may stand before it. What it cannot read it notes and passes over, so that a `--help` behind it still counts.
struct ArgumentScanner {
  /// A flag as typed. Which entry of the table it is can depend on the command; all of `flags` share their spelling
  /// and whether they take a value.
  struct TypedFlag {
    var flags: [Flag]
    var spelling: String
    var value: [UInt8]?
    var isNegated = false
  }

  private(set) var flags: [TypedFlag] = []
  private(set) var words: [[UInt8]] = []
  private(set) var problems: [UsageProblem] = []

  private let arguments: [[UInt8]]
  private var next = 0

  init(_ arguments: [[UInt8]]) {
    self.arguments = arguments
    scan()
  }

  private mutating func scan() {
    while next < arguments.count {
      let argument = arguments[next]
      next += 1
      if argument == Array("--".utf8) {
        words.append(contentsOf: arguments[next...])
        return
      } else if argument.starts(with: "--".utf8) {
        scanLong(argument)
      } else if argument.count > 1, argument[0] == UInt8(ascii: "-") {
        scanShort(argument)
      } else {
        words.append(argument)
      }
    }
  }

  /// `--name`, `--name value` or `--name=value`.
  private mutating func scanLong(_ argument: [UInt8]) {
    let (name, attached) = ArgumentScanner.splitLong(argument)
    let spelling = "--\(name)"
    guard let (flags, isNegated) = FlagTable.named(name) else {
      problems.append(.unknownFlag(spelling, nearest: Suggestion.flag(for: name)))
      return
    }
    if !isNegated, flags[0].value.takesValue {
      guard let value = attached ?? followingValue(of: spelling, flags[0]) else { return }
      self.flags.append(TypedFlag(flags: flags, spelling: spelling, value: value))
    } else if let attached {
      problems.append(.unexpectedValue(spelling, value: ByteText.display(attached)))
    } else {
      self.flags.append(TypedFlag(flags: flags, spelling: spelling, isNegated: isNegated))
    }
  }

  /// `-q`, `-qv`, `-j4`, `-j=4`, `-j 4`, `-vj4`: switches, then at most one flag with its value.
  private mutating func scanShort(_ argument: [UInt8]) {
    var index = 1
    while index < argument.count {
      let letter = Unicode.Scalar(argument[index])
      let flags = argument[index] < 0x80 ? FlagTable.lettered(letter) : []
      guard let flag = flags.first else {
        noteUnknownLetter(at: index, of: argument)
        return
      }
      index += 1
      let spelling = "-\(letter)"
      guard flag.value.takesValue else {
        self.flags.append(TypedFlag(flags: flags, spelling: spelling))
        continue
      }
      let rest = argument[index...]
      let attached = rest.first == UInt8(ascii: "=") ? rest.dropFirst() : rest
      guard let value = rest.isEmpty ? followingValue(of: spelling, flag) : Array(attached) else { return }
      self.flags.append(TypedFlag(flags: flags, spelling: spelling, value: value))
      return
    }
  }

  /// A word such as `-format` is a long flag that lacks a dash, rather than six short ones.
  private mutating func noteUnknownLetter(at index: Int, of argument: [UInt8]) {
    let (name, _) = ArgumentScanner.splitLong(Array("-".utf8) + argument)
    if FlagTable.named(name) != nil {
      problems.append(.unknownFlag("-\(name)", nearest: "--\(name)"))
    } else if argument[index] > 0x20, argument[index] < 0x7F {
      let letter = Unicode.Scalar(argument[index])
      problems.append(.unknownFlag("-\(letter)", nearest: Suggestion.letter(for: letter)))
    } else {
      problems.append(.unknownFlag(ByteText.display(argument), nearest: nil))
    }
  }

  /// The next argument as the value of `spelling`. A known flag there means that the value was forgotten; other words
  /// that begin with a dash are values.
  private mutating func followingValue(of spelling: String, _ flag: Flag) -> [UInt8]? {
    let following = next < arguments.count ? arguments[next] : nil
    guard let following, !ArgumentScanner.isKnownFlag(following) else {
      problems.append(
        .missingValue(
          spelling, placeholder: flag.value.placeholder ?? "", before: following.map(ByteText.display)))
      return nil
    }
    next += 1
    return following
  }

  private static func isKnownFlag(_ argument: [UInt8]) -> Bool {
    if argument == Array("--".utf8) { return true }
    if argument.starts(with: "--".utf8) { return FlagTable.named(splitLong(argument).name) != nil }
    guard argument.count > 1, argument[0] == UInt8(ascii: "-"), argument[1] < 0x80 else { return false }
    return !FlagTable.lettered(Unicode.Scalar(argument[1])).isEmpty
  }

  /// The name between the dashes and the first `=`, and what stands after it.
  private static func splitLong(_ argument: [UInt8]) -> (name: String, value: [UInt8]?) {
    let body = argument.dropFirst(2)
    guard let equals = body.firstIndex(of: UInt8(ascii: "=")) else { return (ByteText.display(body), nil) }
    return (ByteText.display(body[..<equals]), Array(body[(equals + 1)...]))
  }
}

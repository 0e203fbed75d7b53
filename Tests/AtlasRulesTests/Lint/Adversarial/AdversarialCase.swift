import AtlasCore
import AtlasRules
import AtlasSystem
import AtlasTestSupport
import Testing

/// A text that tries to make a rule speak where it must be silent, or to hide from it what it must find. The cases stand
/// in `Tests/Fixtures/Adversarial`, a file for each family of rules, which is read when the tests run: a case is a header
/// and the text behind it, up to the next header.
///
///     === RULE | diagram | silent | why
///     === RULE | page PATH {SETTINGS} | fires 2 | why
///     === RULE | library | silent | why        files, each behind a line `>>> PATH`
///     === RULE | waivers | silent | why        a page; every rule about diagrams and pages is asked
///
/// Path and settings may be left out. A line `@repeat 40 N{n} --> N{m}` stands for forty, with {n} from 1 and {m} one more.
struct AdversarialCase: Sendable {
  enum Subject: Hashable, Sendable {
    case diagram
    case page(at: BytePath)
    case library
    case waivers
  }

  var rule: String
  var subject: Subject
  /// Members of the rule's entry in the specification.
  var settings: String
  /// How many findings of the rule there are.
  var expected: Int
  var why: String
  var text: String
}

extension AdversarialCase: CustomTestStringConvertible {
  var testDescription: String { "\(rule) \(expected == 0 ? "is silent" : "fires \(expected)"): \(why)" }
}

extension AdversarialCase {
  static let folder = BytePath(SharedMaterial.packageRoot).appending("Tests/Fixtures/Adversarial")

  private static let families = [
    "words", "quantities", "planes", "structure", "size", "interaction", "page-words", "page-content",
    "page-form", "library", "waivers",
  ]

  static let all: [AdversarialCase] = families.flatMap { family in
    let file = try? FileContent.read(folder.appending(BytePath(family + ".txt")))
    return file.map { cases(in: String(decoding: $0.bytes, as: UTF8.self)) } ?? []
  }

  static func cases(about subject: Subject) -> [AdversarialCase] { all.filter { $0.subject == subject } }

  static var aboutPages: [AdversarialCase] {
    all.filter { if case .page = $0.subject { true } else { false } }
  }

  /// What stands before the first header is a remark about the file.
  private static func cases(in text: String) -> [AdversarialCase] {
    var cases: [AdversarialCase] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        cases.append(AdversarialCase(header: line.dropFirst(4)))
      } else if !cases.isEmpty {
        cases[cases.count - 1].text += expanded(line)
      }
    }
    return cases.map { found in
      var found = found
      while found.text.hasSuffix("\n\n") { found.text.removeLast() }
      return found
    }
  }

  /// Precondition: the header has four fields; a file that breaks this is a mistake of whoever edits it.
  private init(header: Substring) {
    let fields = header.split(separator: " | ", maxSplits: 3).map(String.init)
    guard fields.count == 4 else { fatalError("BUG: a case begins with \"\(header)\"") }
    let words = fields[1].split(separator: " ", maxSplits: 1).map(String.init)
    var rest = words.dropFirst().joined()
    var path = "incidents/example.md"
    if !rest.isEmpty, !rest.hasPrefix("{") {
      path = String(rest.prefix { $0 != " " })
      rest = String(rest.dropFirst(path.count + 1))
    }
    let subject: Subject? =
      switch words.first {
      case "diagram": .diagram
      case "page": .page(at: BytePath(path))
      case "library": .library
      case "waivers": .waivers
      default: nil
      }
    let expected = fields[2] == "silent" ? 0 : Int(fields[2].dropFirst("fires ".count))
    guard let subject, let expected else { fatalError("BUG: a case begins with \"\(header)\"") }
    self.init(
      rule: fields[0], subject: subject, settings: String(rest.dropFirst().dropLast()), expected: expected,
      why: fields[3], text: "")
  }

  private static func expanded(_ line: Substring) -> String {
    guard line.hasPrefix("@repeat ") else { return line + "\n" }
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count == 3, let count = Int(words[1]) else { return line + "\n" }
    return (1...count).map { number in
      words[2].replacing("{n}", with: "\(number)").replacing("{m}", with: "\(number + 1)") + "\n"
    }.joined()
  }

  /// The files of a library.
  var files: [BytePath: String] {
    var files: [BytePath: String] = [:]
    var path: BytePath?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix(">>> ") {
        path = BytePath(String(line.dropFirst(4)))
        files[path ?? ""] = ""
      } else if let path {
        files[path, default: ""] += line + "\n"
      }
    }
    return files
  }
}

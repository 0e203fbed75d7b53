import AtlasCore
import Testing

/// Rules that compare the names of classes in pairs where they are few, and collect them where they are many.
struct ManyClassesTests {
  /// Of `count` classes each third is defined alone, each third used alone.
  private static func diagram(_ count: Int) -> String {
    var lines = ["flowchart LR"]
    for number in 0..<count {
      if number % 3 != 1 { lines.append("  classDef tone\(number)x fill:#fff") }
      lines.append(number % 3 == 0 ? "  n\(number)" : "  n\(number):::tone\(number)x")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func names(_ findings: [Finding], in text: String) -> [String] {
    findings.map { String(decoding: Array(text.utf8)[$0.range.bounds], as: UTF8.self) }
  }

  @Test(arguments: [3, 30, 90])
  func everyOneIsTold(count: Int) throws {
    let text = Self.diagram(count)
    let unused = try RuleExamples.findings(of: "unused-classdef", in: text)
    #expect(Self.names(unused, in: text) == stride(from: 0, to: count, by: 3).map { "tone\($0)x" })
    let undefined = try RuleExamples.findings(of: "undefined-class", in: text)
    #expect(Self.names(undefined, in: text) == stride(from: 1, to: count, by: 3).map { "tone\($0)x" })
  }

  /// Two names that are equal as texts and not as bytes stay one name, as they were.
  @Test func aClassMayBeWrittenInTwoForms() throws {
    let text = "flowchart LR\n  A:::caf\u{65}\u{301} --> B\n  classDef caf\u{E9} fill:#fff\n"
    #expect(try RuleExamples.findings(of: "unused-classdef", in: text).isEmpty)
    #expect(try RuleExamples.findings(of: "undefined-class", in: text).isEmpty)
  }
}

import AtlasCore
import AtlasReport
import Testing

@Suite struct PlanReporterTests {
  private static func report(changes: Int, path: String = "docs/a.md") -> PlanReport {
    let action = PlanReport.Action(
      stage: "lint", subject: "\(path)#1", ending: "ran", reason: "spec-changed",
      details: ["lint.rules.x.limit of the specification changed (5 → 3)"], failure: "", isPending: false)
    var counts = FindingCounts()
    counts[.error] = 1
    let verdicts = (0..<changes).map { number in
      VerdictChange(
        path: BytePath(path), index: number + 1, category: "systems", code: "x|y",
        kind: .rule(.init(before: FindingCounts(), after: counts, appeared: .init(high: 1), gone: 0)))
    }
    return PlanReport(
      actions: [action], stages: [.init(name: "lint", total: 4, run: 1)],
      change: SpecificationChange(settings: ["lint.rules.x.limit=3"], verdicts: verdicts))
  }

  private func text(_ report: PlanReport, _ format: ReportFormat, _ layout: PlanLayout = PlanLayout())
    -> String
  {
    String(decoding: PlanReporter.write(report, as: format, layout), as: UTF8.self)
  }

  @Test func textIsTheActionsThenTheTables() {
    #expect(
      text(Self.report(changes: 2), .text) == """
        under the project's specification with lint.rules.x.limit=3
        would run 1 of 4 actions
          lint docs/a.md#1: lint.rules.x.limit of the specification changed (5 → 3)

        rule  newly fails  newly passes  changed  findings
        x|y             2             0        0     +2 −0

        category  newly fails  newly passes  changed  findings
        systems             2             0        0     +2 −0

        most affected pages  newly fails  newly passes  changed  findings
        docs/a.md                      2             0        0     +2 −0

        findings: error +2 −0, warning +0 −0, info +0 −0
        all 2 changed verdicts: atlas-build plan --format jsonl

        """)
  }

  @Test func hoursAreToldWhereTheSpecificationKnowsThem() throws {
    var report = Self.report(changes: 2)
    report.change?.rework = Rework()
    report.change?.rework?.add(Hours(1_234.56), in: "systems")
    #expect(
      text(report, .text).contains(
        """

        category  newly fails  newly passes  changed  findings    hours
        systems             2             0        0     +2 −0  1,234.6

        """))
    #expect(text(report, .text).contains("info +0 −0\nrework: about 1,234.6 hours\nall 2 changed verdicts"))
    let markdown = text(report, .markdown)
    #expect(
      markdown.contains("| findings fewer | hours |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"))
    #expect(markdown.contains("| systems | 2 | 0 | 0 | 2 | 0 | 1,234.6 |"))
    #expect(markdown.contains("\nRework: about 1,234.6 hours.\n"))
    let rework = #"{"categories":[{"category":"systems","hours":1234.6}],"hours":1234.6}"#
    #expect(try JSONReader.read(Array(text(report, .json).utf8))["rework"]?.canonicalText == rework)
    let summary = try #require(text(report, .jsonl).split(separator: "\n").last)
    #expect(try JSONReader.read(Array(summary.utf8))["summary"]?["rework"]?.canonicalText == rework)
  }

  @Test func aPathReachesTheTerminalAsText() {
    let report = Self.report(changes: 1, path: "docs/\u{1B}[31m\u{202E}a.md")
    let shown = text(report, .text)
    #expect(!shown.contains("\u{1B}"))
    #expect(!shown.contains("\u{202E}"))
    #expect(shown.contains("the changed verdict: "))
  }

  @Test func inMarkdownNothingOfOthersIsMarkup() {
    let shown = text(Self.report(changes: 1, path: "docs/<b>`a`.md"), .markdown)
    #expect(shown.contains(#"| x\|y | 1 | 0 | 0 | 1 | 0 |"#))
    #expect(shown.contains(#"docs/&lt;b&gt;\`a\`.md"#))
  }

  @Test func manyActionsAreCountedUnlessAllAreAskedFor() {
    var report = Self.report(changes: 0)
    report.actions = (1...50).map { number in
      var action = report.actions[0]
      action.subject = "docs/a.md#\(number)"
      return action
    }
    #expect(
      text(report, .text).contains("  lint 50 × spec-changed\nevery action: atlas-build plan --verbose\n"))
    var layout = PlanLayout()
    layout.isVerbose = true
    #expect(text(report, .text, layout).contains("docs/a.md#50"))
  }

  @Test func aPlanOfNoChangeSaysNothingOfVerdicts() throws {
    let plan = PlanReport(stages: [.init(name: "lint", total: 4, run: 0)])
    #expect(text(plan, .text) == "nothing to do: all 4 actions are hits\n")
    let json = try JSONReader.read(Array(text(plan, .json).utf8))
    #expect(
      json.members?.map(\.key) == ["schema", "actions", "summary"])
    #expect(text(plan, .jsonl).split(separator: "\n").count == 1)
  }
}

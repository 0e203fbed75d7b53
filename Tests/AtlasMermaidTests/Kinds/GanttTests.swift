import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct GanttTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.gantt, micro: 22, docs: 14, corpus: 51)
  }

  @Test(
    arguments: [
      ("gantt", .valid), ("ganttx", .invalid), ("gantt title x", .valid), ("gantt\ntitle", .invalid),
      ("gantt\ntitle\nA", .valid), ("gantt\nA: a, 2024-01-01, 1d # x", .invalid),
      ("gantt\nA: a, 2024-01-01, 1d %% x", .valid), ("gantt\nA: done", .invalid),
      ("gantt\nA: done,", .unrenderable), ("gantt\nA: Done", .unrenderable), ("gantt\ntopAxis", .invalid),
      ("gantt\ntopAxisX : 1, 1", .valid), ("gantt\nclick a href \"x\"", .valid),
      ("gantt\nclick a\n href \"x\"", .valid), ("gantt\nclick a \nhref \"x\"", .invalid),
      ("gantt\nclick a call f() href \"x\"", .valid), ("gantt\nclick a href \"x\" call f(1", .invalid),
      ("gantt\nclick a href \"\"", .invalid), ("gantt\nweekday  Monday", .valid),
      ("gantt\nweekday\nmonday", .valid), ("gantt\nweekend sunday", .invalid),
      ("gantt\naccDescription x", .invalid), ("gantt\n2024-01-01a: 1, 1", .valid),
      ("gantt\n2024-01-01 a: 1, 1", .invalid), ("gantt\nx%\ny: 1, 1", .valid),
    ] as [(String, Verdict)])
  func statementsAreThoseOfMermaid(_ code: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(code.utf8)).verdict == verdict)
  }

  /// Texts of dates and whether mermaid.js can draw a task that begins there.
  @Test(arguments: [
    ("", "2024-01-01", true), ("", "2024-13-01", false), ("", "2024-1-1", true), ("", "foo 1", true),
    ("", "foo", false),
    ("", "foo1", false), ("", "12", true), ("", "13", false), ("", "13/13/2024", false), ("", "Jan", false),
    ("", "Q1 2024", false), ("", "2024-02-31", true), ("", "2024-01-01T25:00", false),
    ("", "12024-01-01", false),
    ("", "1 3pm", false), ("", "1 3:00pm", false), ("", "1 3:00 pm", true), ("", "2024 (a (b)) 3", true),
    ("", "1 2 3 4", false),
    ("", "5:", false), ("", "2024-01-01 10:00 GMT+1", true), ("", "2024-01-01 +1", false),
    ("YYYY-MM-DD", "2024-W03", false), ("HH:mm", "17:49", true), ("HH:mm", "25:00", false), ("X", "17", true),
    ("X", "x17", false), ("hh:mm A", "02:30 PM", true), ("hh:mm A", "14:30 PM", false),
    ("Do MMM", "1st Jan", true),
    ("DD.MM.YYYY", "31.12.2024", true), ("DD.MM.YYYY", "31.02.2024", false),
    ("YYYY [at] HH", "2024 at 10", true),
    ("LT", "12:00", false), ("z", "z", false), ("ZZ YYYY", "+0000 2024", true), ("YYY", "202+0000", false),
  ])
  func datesAreThoseOfMermaid(_ format: String, _ date: String, _ canBeDrawn: Bool) {
    let setting = format.isEmpty ? "" : "dateFormat \(format)\n"
    let diagram = Mermaid.parse(Array("gantt\n\(setting)A: a, \(date), 1d\n".utf8))
    #expect(diagram.verdict == (canBeDrawn ? .valid : .unrenderable))
  }

  @Test(arguments: [
    ("A: a, 2024-01-01, 3d\nB: after zz, 1d", true), ("A: 3d", false),
    ("A: undefined, 2024-01-01, 1d\nB: 3d", true),
    ("A: 3d\nB: undefined, 2024-01-01, 1d", true), ("A: a, after b, 1d\nB: b, after a, 1d", true),
    ("A: a, b, c, d", false), ("A: after a b-c  d, 1d", true), ("A: after é, 1d", false),
    ("excludes weekends\nA: 2024-01-01, 30000d", false), ("excludes weekends\nA: 2024-01-01, 300d", true),
    ("excludes weekends,monday,tuesday,wednesday,thursday,friday\nA: 2024-01-01, 1d", false),
    ("excludes weekends,monday,tuesday,wednesday,thursday,friday\nA: 2024-01-01, 1h", true),
    ("excludes weekends,monday,tuesday,wednesday,thursday,friday\nA: 2024-01-01, 2024-01-09", true),
  ])
  func tasksArePlacedAsMermaidDoes(_ tasks: String, _ canBeDrawn: Bool) {
    let diagram = Mermaid.parse(Array("gantt\ndateFormat YYYY-MM-DD\n\(tasks)\n".utf8))
    #expect(diagram.verdict == (canBeDrawn ? .valid : .unrenderable))
  }
}

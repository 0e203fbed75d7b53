import AtlasCore
import AtlasTestSupport
import Testing

@testable import AtlasReport

struct SARIFReportTests {
  private static let schema = "schemas/sarif-schema-2.1.0.json"

  private static let validator = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[2]))
    document = json.load(open(sys.argv[1]))
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    errors = list(jsonschema.Draft7Validator(schema, format_checker=checker).iter_errors(document))
    for error in errors[:5]: print(list(error.absolute_path), error.message[:300])
    sys.exit(1 if errors else 0)
    """

  @Test(
    .enabled(if: SharedMaterial.has(schema), "needs shared/schemas"),
    .enabled(if: TestFiles.pythonHas("jsonschema"), "needs python3 and its module jsonschema"),
    arguments: ["empty", "broken", "changed"])
  func documentsAreValidByThePublishedSchema(_ name: String) throws {
    let report =
      switch name {
      case "empty": RunReport()
      case "broken": SampleReport.report
      default: SampleReport.changedReport
      }
    var options = ReportOptions()
    options.rules = { SampleReport.rules }
    options.toolVersion = "1.0.0"
    let schema = try #require(SharedMaterial.path(Self.schema))
    let bytes = Reporter.write(report, as: .sarif, options)
    let result = try TestFiles.python(Self.validator, about: bytes, schema)
    #expect(result.status == 0, "\(result.output)")
    // The validator must be able to fail.
    let broken = Array(String(decoding: bytes, as: UTF8.self).replacing("\"2.1.0\"", with: "2").utf8)
    #expect(try TestFiles.python(Self.validator, about: broken, schema).status != 0)
  }

  // MARK: columns

  @Test func columnsCountCodePoints() throws {
    let results = try results(SampleReport.report)
    let placeholder = try #require(results.first { $0["ruleId"]?.string == "placeholder" })
    let region = region(of: placeholder)
    // Bytes 33 to 42 of a line with a sign of three bytes and two of them more.
    #expect(region["startColumn"]?.integer == 27 && region["endColumn"]?.integer == 36)
    #expect(region["byteOffset"]?.integer == 95 && region["byteLength"]?.integer == 9)
  }

  @Test(arguments: [
    ("héllo", 1, 1), ("héllo", 2, 2), ("héllo", 4, 3), ("héllo", 7, 6), ("héllo", 99, 6), ("👍x", 5, 2),
    ("👍x", 3, 2), ("", 1, 1), ("", 9, 1), ("a", 0, 1),
  ])
  func byteColumnsBecomeColumnsOfCodePoints(_ line: String, _ byteColumn: Int, _ column: Int) {
    #expect(CodePoints.column(ofByteColumn: byteColumn, in: line) == column)
  }

  @Test func withoutTheLineTheByteColumnStands() {
    #expect(CodePoints.column(ofByteColumn: 12, in: nil) == 12)
  }

  /// A wrong column would make a tool edit the wrong place.
  @Test func editsOnUnknownLinesSayOnlyTheirBytes() throws {
    var placed = SampleReport.unquoted
    placed.edits[0].start = LineColumn(line: 90, column: 4)
    placed.edits[0].end = LineColumn(line: 90, column: 6)
    let unknown = try deletedRegion(of: placed)
    #expect(unknown["startLine"] == nil && unknown["byteOffset"]?.integer == 40)
    placed.edits[0].excerpt = "é--é"
    let known = try deletedRegion(of: placed)
    #expect(known["startLine"]?.integer == 90)
    #expect(known["startColumn"]?.integer == 3 && known["endColumn"]?.integer == 5)
  }

  @Test func editsOfWholeLinesNeedNoText() throws {
    var placed = SampleReport.unquoted
    placed.edits[0].start = LineColumn(line: 90, column: 1)
    placed.edits[0].end = LineColumn(line: 91, column: 1)
    #expect(try deletedRegion(of: placed)["endLine"]?.integer == 91)
  }

  // MARK: limits

  /// Ten pages of the sample, the worst page last.
  private static let many: RunReport = {
    var report = SampleReport.changedReport
    let page = report.pages[0]
    report.pages = (0..<10).map { number in
      var page = page
      page.path = BytePath("docs/page-\(number).md")
      return page
    }
    report.change = nil
    return report
  }()

  @Test func resultsAreCutBySeverityThenPath() throws {
    let all = try keys(Self.many) { _ in }
    #expect(all.count == 40)
    #expect(all.prefix(10).allSatisfy { $0.hasPrefix("unquoted-special-label ") })
    #expect(all[10..<20].allSatisfy { $0.hasPrefix("gate-3am ") })
    #expect(all[20..<30].allSatisfy { $0.hasPrefix("placeholder ") })
    #expect(all[0].hasSuffix("page-0.md") && all[9].hasSuffix("page-9.md"))
    for limit in [0, 1, 9, 10, 25, 39, 40, 41] {
      #expect(try keys(Self.many) { $0.limits.sarifResults = limit } == Array(all.prefix(limit)))
    }
  }

  @Test func documentsStayWithinTheirBytes() throws {
    let all = try keys(Self.many) { _ in }
    for limit in stride(from: 3_000, through: 40_000, by: 1_777) {
      var options = ReportOptions()
      options.limits.sarifBytes = limit
      let bytes = Reporter.write(Self.many, as: .sarif, options)
      #expect(bytes.count <= limit)
      let kept = try keys(Self.many) { $0.limits.sarifBytes = limit }
      #expect(kept == Array(all.prefix(kept.count)))
    }
    #expect(try keys(Self.many) { $0.limits.sarifBytes = 40_000 }.count == all.count)
  }

  @Test func whatIsLeftOutIsSaid() throws {
    var options = ReportOptions()
    options.limits.sarifResults = 25
    let run = try run(Self.many, options)
    let notifications = try #require(run["invocations"]?.array?[0]["toolExecutionNotifications"]?.array)
    #expect(notifications.map { $0["descriptor"]?["id"]?.string } == ["results-left-out"])
    #expect(notifications[0]["message"]?["text"]?.string?.hasPrefix("15 of 40 results left out") == true)
  }

  @Test func notificationsAreBounded() throws {
    var report = Self.many
    report.problems = (0..<500).map { "problem \($0) " + String(repeating: "\u{1}", count: 5_000) }
    let bytes = Reporter.write(report, as: .sarif)
    let document = try JSONReader.read(bytes)
    let invocation = document["runs"]?.array?[0]["invocations"]?.array?[0]
    #expect(invocation?["toolExecutionNotifications"]?.array?.count == 101)
    #expect(bytes.count < 1_000_000)
  }

  // MARK: identity

  @Test func baselineStateStandsOnEveryResultOrOnNone() throws {
    #expect(try results(SampleReport.report).allSatisfy { $0["baselineState"] == nil })
    let states = try results(SampleReport.changedReport).map {
      "\($0["ruleId"]?.string ?? "?") \($0["baselineState"]?.string ?? "?")"
    }
    #expect(
      states == [
        "unquoted-special-label new", "gate-3am unchanged", "placeholder unchanged", "tab unchanged",
        "excess-text unchanged",
      ])
  }

  @Test func artifactIndexesNameTheirFiles() throws {
    let run = try run(SampleReport.report, ReportOptions())
    let artifacts = try #require(run["artifacts"]?.array)
    for result in try #require(run["results"]?.array) {
      let location = try #require(
        result["locations"]?.array?[0]["physicalLocation"]?["artifactLocation"])
      let index = try #require(location["index"]?.integer)
      #expect(artifacts[index]["location"]?["uri"]?.string == location["uri"]?.string)
    }
  }

  @Test(arguments: [
    ("docs/a b.md", "docs/a%20b.md"), ("a:b/é.md", "a%3Ab/%C3%A9.md"),
    ("/tmp/x#1.md", "file:///tmp/x%231.md"),
    ("50%.md", "50%25.md"), ("a_b-c~d.md", "a_b-c~d.md"),
  ])
  func pathsArePercentEncodedByBytes(_ path: String, _ uri: String) {
    #expect(URIPath.uri(of: BytePath(path)) == uri)
  }

  @Test(arguments: [
    ("A[b] --> C", "A[b] --> C"), ("see [a](b)", #"see \[a\](b)"#), (#"\[x](1)"#, #"\\\[x\](1)"#), ("]", "]"),
    ("", ""),
  ])
  func onlyWhatWouldBeALinkIsEscaped(_ text: String, _ escaped: String) {
    #expect(SARIFText.plain(text) == escaped)
  }

  // MARK: reading

  private func run(_ report: RunReport, _ options: ReportOptions) throws -> JSONNode {
    let document = try JSONReader.read(Reporter.write(report, as: .sarif, options))
    return try #require(document["runs"]?.array?[0])
  }

  private func results(_ report: RunReport) throws -> [JSONNode] {
    try #require(try run(report, ReportOptions())["results"]?.array)
  }

  private func region(of result: JSONNode) -> JSONNode {
    result["locations"]!.array![0]["physicalLocation"]!["region"]!
  }

  private func keys(_ report: RunReport, _ adjust: (inout ReportOptions) -> Void) throws -> [String] {
    var options = ReportOptions()
    adjust(&options)
    let results = try #require(try run(report, options)["results"]?.array)
    return results.map { result in
      let location = result["locations"]!.array![0]["physicalLocation"]!["artifactLocation"]!
      return "\(result["ruleId"]!.string!) \(location["uri"]!.string!)"
    }
  }

  private func deletedRegion(of placed: PlacedFinding) throws -> JSONNode {
    let report = RunReport(pages: [PageReport(path: "a.md", findings: [placed])])
    let fix = try #require(try results(report)[0]["fixes"]?.array?[0])
    let change = try #require(fix["artifactChanges"]?.array?[0])
    return try #require(change["replacements"]?.array?[0]["deletedRegion"])
  }
}

import AtlasCore
import Testing

@testable import AtlasReport

struct MarkdownReportTests {
  private func text(_ report: RunReport, _ adjust: (inout ReportOptions) -> Void = { _ in }) -> String {
    var options = ReportOptions()
    adjust(&options)
    return String(decoding: Reporter.write(report, as: .markdown, options), as: UTF8.self)
  }

  private func report(pages: Int) -> RunReport {
    var report = SampleReport.changedReport
    let page = report.pages[0]
    report.pages = (0..<pages).map { number in
      var page = page
      page.path = BytePath("docs/page-\(number).md")
      return page
    }
    return report
  }

  @Test(arguments: [
    ("`x | y`", #"\`x \| y\`"#), ("<script>&", "&lt;script&gt;&amp;"), ("a_b*c~d$e", #"a\_b\*c\~d\$e"#),
    ("[a](b)", #"\[a\](b)"#), ("two\nlines", "two lines"), ("\\", #"\\"#),
  ])
  func textCannotBecomeMarkup(_ text: String, _ escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test func longTextIsCutBetweenCharacters() {
    #expect(MarkdownText.escaped("aé決", limit: 3) == "aé…")
    #expect(MarkdownText.escaped("aé決", limit: 4) == "aé…")
    #expect(MarkdownText.escaped("aé決", limit: 6) == "aé決")
  }

  @Test func everyRowOfATableHasItsColumns() {
    let lines = text(SampleReport.report).split(separator: "\n", omittingEmptySubsequences: false)
    var columns: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = Self.bars(line)
      #expect(count == columns ?? count, "\(line)")
      columns = count
    }
  }

  /// The bars that are not escaped.
  private static func bars(_ line: Substring) -> Int {
    var isEscaped = false
    var count = 0
    for byte in line.utf8 {
      if byte == UInt8(ascii: "|"), !isEscaped { count += 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return count
  }

  @Test func findingsAreBoundedAndTheRestCounted() {
    let output = text(report(pages: 10)) { $0.limits.markdownFindings = 6 }
    #expect(output.count("<details>") == 2)
    #expect(output.contains("… and 2 more on this page\n"))
    #expect(output.contains("… and 32 more on 8 pages: atlas-build check\n"))
  }

  @Test func theSummaryStaysWithinItsBytes() {
    let output = text(report(pages: 200)) {
      $0.limits.markdownFindings = .max
      $0.limits.markdownBytes = 10_000
    }
    #expect(output.utf8.count < 14_000)
    #expect(output.contains("<details>"))
    #expect(output.contains(" more on "))
  }

  @Test func aCleanReportHasNoEmptyTables() {
    let output = text(RunReport())
    #expect(!output.contains("###") && !output.contains("<details>"))
  }
}

extension String {
  fileprivate func count(_ part: String) -> Int { split(separator: part).count - (hasPrefix(part) ? 0 : 1) }
}

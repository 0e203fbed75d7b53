import AtlasCore

/// What is told of each page, put together by all workers: a page's report depends on no other's.
struct PageReports: Sendable {
  enum Telling: Sendable {
    /// Every result is that of the run before, so is what is said.
    case asBefore(PageRecord)
    case anew(Told)
    /// The results cannot be read.
    case failed(String)
  }

  /// What is said of a page whose results are not those of the run before.
  struct Told: Sendable {
    let summary: PageSummary
    /// Where somebody reads it.
    let report: PageReport?
    /// The record to keep, encoded, where the one that is kept says something else.
    let record: [UInt8]?
  }

  let assembly: ReportAssembly
  let extraction: Digest
  /// Whether a page that says the same as before is told again.
  let wantsEveryPage: Bool
  /// Whether somebody reads what is told of a page anew.
  let wantsReports: Bool

  /// Pages told in one task; telling one takes about 0.1 ms.
  private static let chunkSize = 8

  /// By page of the library.
  func tell(jobs: Int) async -> [Telling] {
    let count = assembly.library.pages.count
    return await withTaskGroup(of: (start: Int, told: [Telling]).self) { group in
      var next = 0
      func add(to group: inout TaskGroup<(start: Int, told: [Telling])>) {
        guard next < count else { return }
        let pages = next..<min(next + Self.chunkSize, count)
        group.addTask { (pages.lowerBound, pages.map { tell(page: $0) }) }
        next = pages.upperBound
      }
      for _ in 0..<max(1, jobs) { add(to: &group) }
      var told = Array(repeating: Telling.failed("BUG: the page was not told"), count: count)
      while let chunk = await group.next() {
        for (offset, telling) in chunk.told.enumerated() { told[chunk.start + offset] = telling }
        add(to: &group)
      }
      return told
    }
  }

  private func tell(page index: Int) -> Telling {
    let page = assembly.library.pages[index]
    let results = assembly.build.results(ofPage: index, in: assembly.outcome)
    let share = assembly.shares.digest(ofPage: index)
    let holds = page.record?.holds(results, share, for: page, on: assembly.asOf) ?? false
    if holds, !wantsEveryPage, let record = page.record { return .asBefore(record) }
    do {
      let (report, turns) = try assembly.reportWithTurns(ofPage: index)
      let summary = report.summary
      // A record is told anew only where something changed: it says how each action ended when it last did.
      let record =
        holds
        ? nil
        : PageRecord(
          page, extraction: extraction, results: results, share: share, summary: summary,
          findings: report.marks, days: DayState(turns: turns, told: assembly.asOf))
      return .anew(
        Told(
          summary: summary, report: wantsReports || wantsEveryPage ? report : nil,
          record: record == page.record ? nil : record?.encoded))
    } catch {
      return .failed(
        (error as? ActionProblem)?.message ?? "a cached result does not read back; run again with --recache")
    }
  }
}

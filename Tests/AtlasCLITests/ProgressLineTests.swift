import AtlasCLI
import AtlasReport
import Synchronization
import Testing

@Suite struct ProgressLineTests {
  private static let second: UInt64 = 1_000_000_000

  static let lines: [(ProgressSnapshot, String)] = [
    (ProgressSnapshot(done: 0, total: 0), "[0/0] 0%"),
    (ProgressSnapshot(done: 12, total: 4236), "[  12/4236] 0%"),
    (ProgressSnapshot(done: 4235, total: 4236), "[4235/4236] 99%"),
    (ProgressSnapshot(done: 4236, total: 4236, hits: 4236, elapsedNanoseconds: second), "[4236/4236] 100%"),
    (
      ProgressSnapshot(done: 1000, total: 4000, hits: 700, elapsedNanoseconds: second),
      "[1000/4000] 25%, 300/s, 0:10 left"
    ),
    (
      ProgressSnapshot(
        done: 10, total: 20, failures: 2, running: ["lint docs/a.md#1", "parse docs/b.md"],
        elapsedNanoseconds: 4 * second),
      "[10/20] 50%, 2.5/s, 2 failed, 0:04 left: lint docs/a.md#1, parse docs/b.md"
    ),
    (
      ProgressSnapshot(done: 1, total: 9, running: ["a", "b", "c", "d", "e"], elapsedNanoseconds: second),
      "[1/9] 11%: a, b, c and 2 more"
    ),
    (ProgressSnapshot(done: 1, total: 2, running: ["a\u{1B}[2J\nb"]), #"[1/2] 50%: a\x1b[2J\x0ab"#),
    (ProgressSnapshot(done: 3, total: 2), "[3/2] 100%"),
  ]

  @Test(arguments: lines)
  func theLineSaysCountsRateFailuresTimeLeftAndWhatRuns(_ snapshot: ProgressSnapshot, _ line: String) {
    #expect(ProgressLine.render(snapshot, width: 100) == line)
  }

  @Test func hitsPromiseNothingAboutTheTimeLeft() {
    let slow = ProgressSnapshot(done: 910, total: 1000, hits: 900, elapsedNanoseconds: 10 * Self.second)
    let fresh = ProgressSnapshot(done: 10, total: 100, elapsedNanoseconds: 10 * Self.second)
    #expect(slow.secondsLeft == 90)
    #expect(slow.secondsLeft == fresh.secondsLeft)
  }

  @Test func nothingIsPromisedBeforeThereIsAnythingToGoBy() {
    #expect(ProgressSnapshot(done: 4, total: 100, elapsedNanoseconds: Self.second).secondsLeft == nil)
    #expect(ProgressSnapshot(done: 50, total: 100, elapsedNanoseconds: 1000).secondsLeft == nil)
    #expect(ProgressSnapshot(done: 900, total: 1000, hits: 900, elapsedNanoseconds: Self.second).rate == nil)
    let endless = ProgressSnapshot(done: 5, total: .max, elapsedNanoseconds: .max)
    #expect(endless.secondsLeft == nil)
  }

  @Test(arguments: [(7, "0:07"), (754, "12:34"), (3723, "1:02:03")])
  func timeLeftReadsLikeAClock(_ seconds: Int, _ shown: String) {
    let snapshot = ProgressSnapshot(
      done: 10, total: 10 + 10 * seconds, elapsedNanoseconds: Self.second)
    #expect(ProgressLine.render(snapshot, width: 100).hasSuffix(", \(shown) left"))
  }

  @Test(arguments: 0...60)
  func theLineNeverTakesTheLastColumn(_ width: Int) {
    let snapshot = ProgressSnapshot(
      done: 5, total: 9, failures: 1, running: ["lint 図表/日本語のページ.md", "e\u{301}e\u{301}", "🙂🙂"],
      elapsedNanoseconds: Self.second)
    let line = ProgressLine.render(snapshot, width: width)
    #expect(DisplayWidth.of(line) <= max(width - 1, 0))
    if width >= 30 { #expect(DisplayWidth.of(line) >= width - 3) }
  }

  // MARK: Drawing

  /// Collects what a line writes.
  private final class Terminal: Sendable {
    private let bytes = Mutex<[String]>([])
    var written: [String] { bytes.withLock { $0 } }

    func line() -> ProgressLine {
      ProgressLine(
        write: { text in self.bytes.withLock { $0.append(String(decoding: text, as: UTF8.self)) } },
        width: { 80 })
    }
  }

  private static func at(_ milliseconds: UInt64, done: Int) -> ProgressSnapshot {
    ProgressSnapshot(done: done, total: 9999, elapsedNanoseconds: milliseconds * 1_000_000)
  }

  @Test func aShortBuildShowsNoLine() {
    let terminal = Terminal()
    var line = terminal.line()
    for time in stride(from: 0 as UInt64, to: 150, by: 10) { line.update(Self.at(time, done: Int(time))) }
    line.erase()
    #expect(terminal.written.isEmpty)
  }

  @Test func theLineIsDrawnAtMostTwentyTimesASecond() {
    let terminal = Terminal()
    var line = terminal.line()
    for time in 1000..<2000 as Range<UInt64> { line.update(Self.at(time, done: Int(time))) }
    #expect((10...20).contains(terminal.written.count))
  }

  @Test func anUnchangedLineIsNotDrawnAgain() {
    let terminal = Terminal()
    var line = terminal.line()
    for time in [200, 400, 600] as [UInt64] { line.update(Self.at(time, done: 1)) }
    #expect(terminal.written == ["\r[   1/9999] 0%\u{1B}[K"])
  }

  @Test func anErasedLineLeavesNothingAndIsDrawnAgainLater() {
    let terminal = Terminal()
    var line = terminal.line()
    line.update(Self.at(200, done: 1))
    line.erase()
    line.erase()
    line.update(Self.at(400, done: 1))
    #expect(terminal.written == ["\r[   1/9999] 0%\u{1B}[K", "\r\u{1B}[K", "\r[   1/9999] 0%\u{1B}[K"])
  }
}

import AtlasCore
import AtlasReport

/// What a build has done so far, and what it is doing.
package struct ProgressSnapshot: Equatable, Sendable {
  /// Actions that ended, in whatever way.
  package var done: Int
  package var total: Int
  /// Of `done`, those taken from the cache.
  package var hits: Int
  /// Of `done`, those that failed.
  package var failures: Int
  /// What is running, the longest-running first.
  package var running: [String]
  package var elapsedNanoseconds: UInt64

  package init(
    done: Int, total: Int, hits: Int = 0, failures: Int = 0, running: [String] = [],
    elapsedNanoseconds: UInt64 = 0
  ) {
    self.done = done
    self.total = total
    self.hits = hits
    self.failures = failures
    self.running = running
    self.elapsedNanoseconds = elapsedNanoseconds
  }

  /// Actions that were really run.
  var ran: Int { max(done - hits, 0) }

  /// Actions run a second; nil as long as a guess would be worth nothing.
  package var rate: Double? {
    guard ran >= 5, elapsedNanoseconds >= 300_000_000 else { return nil }
    return Double(ran) / (Double(elapsedNanoseconds) / 1e9)
  }

  /// Seconds until the end, from the rate of real work alone. Hits cost next to nothing and mostly come first: counted
  /// as work they would promise an end in a second, again and again, while the slow part has only begun. So every
  /// action left is taken for one that must run; where some turn out to be hits the end comes sooner than promised,
  /// which nobody minds.
  package var secondsLeft: Int? {
    guard let rate, total >= done else { return nil }
    let seconds = Double(total - done) / rate
    return seconds < 360_000 ? Int(seconds.rounded(.up)) : nil
  }
}

/// The line on stderr that says how a build gets on: `[1204/4236] 28%, 310/s, 1 failed, 0:10 left: lint docs/a.md`.
/// It is drawn on a terminal only, and erased before anything else is written there. `render` is the whole look of it;
/// the rest decides when to draw. Times come from the caller, so that it needs no clock.
package struct ProgressLine {
  /// 12 times a second: often enough to look alive.
  package static let interval: UInt64 = 80_000_000
  /// A build that ends sooner shows no line at all.
  package static let delay: UInt64 = 150_000_000

  private let write: @Sendable ([UInt8]) -> Void
  private let width: @Sendable () -> Int
  private var lastDrawn: UInt64?
  private var shown = ""

  /// `write` gets bytes for stderr; `width` says how many columns it has now, because windows change their size.
  package init(write: @escaping @Sendable ([UInt8]) -> Void, width: @escaping @Sendable () -> Int) {
    self.write = write
    self.width = width
  }

  /// Draws the line anew, unless it is too early or nothing changed.
  package mutating func update(_ snapshot: ProgressSnapshot) {
    let now = snapshot.elapsedNanoseconds
    guard now >= ProgressLine.delay else { return }
    if let lastDrawn, now < lastDrawn &+ ProgressLine.interval { return }
    lastDrawn = now
    let line = ProgressLine.render(snapshot, width: width())
    guard line != shown else { return }
    shown = line
    write(Array("\r\(line)\u{1B}[K".utf8))
  }

  /// Clears the line where one stands: before other output, and at the end. The next update that is due draws it again.
  package mutating func erase() {
    guard !shown.isEmpty else { return }
    shown = ""
    write(Array("\r\u{1B}[K".utf8))
  }

  /// The line, at most `width - 1` columns wide: a full last column makes some terminals begin a new line.
  package static func render(_ snapshot: ProgressSnapshot, width: Int) -> String {
    var facts = [percentage(snapshot)]
    if let rate = snapshot.rate { facts.append(ProgressLine.rate(rate)) }
    if snapshot.failures > 0 { facts.append("\(snapshot.failures) failed") }
    if let seconds = snapshot.secondsLeft { facts.append("\(clock(seconds)) left") }
    let total = String(snapshot.total)
    let done = String(snapshot.done)
    let padding = String(repeating: " ", count: max(0, total.utf8.count - done.utf8.count))
    let line = "[\(padding)\(done)/\(total)] \(facts.joined(separator: ", "))\(running(snapshot.running))"
    return DisplayWidth.cut(line, to: max(width - 1, 0))
  }

  /// Rounded down, so that 100 % means the end.
  private static func percentage(_ snapshot: ProgressSnapshot) -> String {
    guard snapshot.total > 0 else { return "0%" }
    let part = Double(max(snapshot.done, 0)) / Double(snapshot.total)
    return "\(Int(min(part, 1) * 100))%"
  }

  private static func rate(_ rate: Double) -> String {
    if rate >= 10 { return "\(Int(min(rate, 1e9)))/s" }
    let tenths = Int(rate * 10)
    return "\(tenths / 10).\(tenths % 10)/s"
  }

  /// `0:07`, `12:34`, `1:02:03`.
  private static func clock(_ seconds: Int) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0
      ? "\(hours):\(padded(minutes)):\(padded(seconds % 60))" : "\(minutes):\(padded(seconds % 60))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// At most three names; a name may hold any byte, and none of them may move the cursor.
  private static func running(_ names: [String]) -> String {
    if names.isEmpty { return "" }
    let shown = names.prefix(3).map { ByteText.display($0.utf8) }.joined(separator: ", ")
    return ": " + shown + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}

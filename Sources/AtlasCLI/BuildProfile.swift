import AtlasCore
import AtlasSystem

/// `--profile`: where the time went, in the format of Chrome's trace viewer. Actions that overlap in time are laid in
/// lanes, one below the other, since a task has no thread of its own.
struct BuildProfile {
  private struct Span {
    var name: String
    var category: String
    var subject: String
    var start: Int64
    var duration: Int64
  }

  private let file: BytePath
  private let began: Int64
  private var spans: [Span] = []

  init(file: BytePath, began: Int64) {
    self.file = file
    self.began = began
  }

  mutating func add(step name: String, from start: Int64, to end: Int64) {
    spans.append(Span(name: name, category: "step", subject: "", start: start - began, duration: end - start))
  }

  mutating func add(stage: String, subject: String, from start: Int64, nanoseconds: Int64) {
    spans.append(
      Span(name: stage, category: "action", subject: subject, start: start - began, duration: nanoseconds))
  }

  func write() throws(CommandError) {
    do throws(SystemError) {
      try AtomicFile.write(json, to: file)
    } catch {
      throw CommandError(error)
    }
  }

  private var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.member("displayTimeUnit", "ms")
      writer.member("traceEvents") { writer in
        writer.array(laid) { span, writer in
          writer.object { writer in
            writer.member("name", span.span.name)
            writer.member("cat", span.span.category)
            writer.member("ph", "X")
            writer.member("ts", Double(span.span.start) / 1000)
            writer.member("dur", Double(span.span.duration) / 1000)
            writer.member("pid", 1)
            writer.member("tid", span.lane)
            if !span.span.subject.isEmpty {
              writer.member("args") { writer in writer.object { $0.member("subject", span.span.subject) } }
            }
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Each span with the first lane that is free when it starts; steps have lane 0.
  private var laid: [(span: Span, lane: Int)] {
    var freeFrom: [Int64] = []
    return spans.sorted { ($0.start, $1.duration) < ($1.start, $0.duration) }.map { span in
      if span.category == "step" { return (span, 0) }
      let lane = freeFrom.firstIndex { $0 <= span.start } ?? freeFrom.count
      if lane == freeFrom.count { freeFrom.append(0) }
      freeFrom[lane] = span.start + span.duration
      return (span, lane + 1)
    }
  }
}

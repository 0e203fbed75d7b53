import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasSystem

/// `--events`: what happens, as one JSON object a line, while it happens. The first line says how much there is to do,
/// the last how it went.
struct EventStream {
  private let stream: OutputStream

  init(file: BytePath) throws(CommandError) {
    do throws(SystemError) {
      stream = try OutputStream(creating: file)
    } catch {
      throw CommandError(error)
    }
  }

  func planned(_ actions: Int) {
    write("planned") { $0.member("actions", actions) }
  }

  func step(_ name: String, microseconds: Int64) {
    write("step") { writer in
      writer.member("name", name)
      writer.member("us", Int(microseconds))
    }
  }

  func started(stage: String, subject: String) {
    write("started") { writer in
      writer.member("stage", stage)
      writer.member("subject", subject)
    }
  }

  func finished(stage: String, subject: String, ending: Ending, microseconds: UInt64) {
    write("finished") { writer in
      writer.member("stage", stage)
      writer.member("subject", subject)
      writer.member("ending", ending.word)
      writer.member("us", Int(microseconds))
      if case .failed(let error) = ending { writer.member("message", error.message) }
    }
  }

  func finish(_ result: BuildResult) {
    write("summary") { writer in
      writer.member("pages", result.pageCount)
      writer.member("diagrams", result.diagramCount)
      writer.member("upToDate", result.wasUpToDate)
      writer.member("cancelled", result.wasCancelled)
      writer.member("actions") { writer in
        writer.object { writer in
          writer.member("hit", result.counts.hit)
          writer.member("ran", result.counts.ran)
          writer.member("cutoff", result.counts.cutoff)
          writer.member("failed", result.counts.failed)
        }
      }
    }
    stream.flush()
  }

  private func write(_ event: String, _ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("event", event)
      members(&writer)
    }
    stream.write(writer.bytes + [UInt8(ascii: "\n")])
  }
}

import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasReport
import AtlasSystem

/// `verify`: runs actions again and compares what they give with what the cache holds, byte for byte.
struct VerifyCommand {
  private let console: Console
  private let options: VerifyOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.console = console
    options = VerifyOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    var build = command.buildOptions
    build.cache = .verify(percent: (options.sample ?? 1) * 100)
    let watch = try BuildWatch(console, events: nil, profile: nil)
    let (result, signal) = try await Interruptible.run { [build] () async throws(CommandError) in
      try await command.build(build, observe: watch.observer)
    }
    try watch.finish(result)
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    for problem in result.problems { console.warn(problem) }
    let verification = Verification(result)
    switch console.options.format {
    case .json: console.write(verification.json)
    default: console.write(verification.text)
    }
    if !verification.differences.isEmpty { return .verifyDifference }
    return result.failures.isEmpty ? .success : .toolFailure
  }
}

/// What a verification found.
struct Verification {
  struct Difference {
    var stage: String
    var subject: String
    var key: Digest
    var stored: Digest
    var fresh: Digest
  }

  private(set) var differences: [Difference] = []
  private var verified = 0
  private var unknown = 0

  init(_ result: BuildResult) {
    guard let details = result.details else { return }
    verified = details.outcome.verified
    unknown = details.outcome.counts.ran + details.outcome.counts.cutoff
    differences = details.outcome.mismatches.map { mismatch in
      Difference(
        stage: details.build.graph.stage(of: mismatch.action).name,
        subject: details.build.name(ofSubject: mismatch.action, in: details.library), key: mismatch.key,
        stored: mismatch.stored, fresh: mismatch.fresh)
    }
    .sorted { ($0.subject, $0.stage) < ($1.subject, $1.stage) }
  }

  var text: String {
    var lines = differences.map { difference in
      "\(difference.stage) on \(difference.subject): the cache holds \(difference.stored.short), a new run gives \(difference.fresh.short)"
    }
    lines.append(
      "\(verified) results verified, \(differences.count) differ, \(unknown) were not in the cache")
    if !differences.isEmpty {
      lines.append(
        "the cache or a stage is not to be trusted; atlas-build run --recache makes all results anew")
    }
    return lines.map { "\($0)\n" }.joined()
  }

  var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("verified", verified)
      writer.member("notCached", unknown)
      writer.member("differences") { writer in
        writer.array(differences) { difference, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("stage", difference.stage)
              writer.member("subject", difference.subject)
              writer.member("key", difference.key)
              writer.member("stored", difference.stored)
              writer.member("fresh", difference.fresh)
            }
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

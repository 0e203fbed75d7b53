import AtlasCore
import Glibc

/// When equal times do not prove equal content.
///
/// Times have a grain. A file read within the grain of its last change may be changed again and keep its times, so an
/// entry whose times are not older than the moment the scan began is marked, and hashed again by the next scan. That
/// moment is read from the same file system, never from our clock: a file server has its own.
package struct RacyRule: Hashable, Sendable {
  /// Nanoseconds, as the file system told them just before the scan.
  package var snapshot: Int64
  /// The grain of times: 10 ms covers Linux before multigrain timestamps.
  package var slack: Int64

  package init(snapshot: Int64, slack: Int64 = 10_000_000) {
    self.snapshot = snapshot
    self.slack = slack
  }

  /// Trusts no time: for when there is nowhere to read the clock.
  package static let distrustful = RacyRule(snapshot: .min)

  /// Whether a file with these times may change without showing it.
  package func isRacy(modified: Int64, changed: Int64) -> Bool {
    // Whole seconds in both mean a file system that counts no finer; FAT counts by two.
    let isCoarse = modified % 1_000_000_000 == 0 && changed % 1_000_000_000 == 0
    let grain = max(slack, isCoarse ? 2_000_000_000 : 0)
    let (limit, overflow) = snapshot.subtractingReportingOverflow(grain)
    return overflow || modified >= limit || changed >= limit
  }

  /// Touches a file in `folder` and takes its time as the moment of the snapshot. Where that fails, no time is trusted.
  package static func now(in folder: BytePath) -> RacyRule {
    let path = folder.appending(".clock")
    guard let file = try? FileDescriptor(path, O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o666),
      futimens(file.rawValue, nil) == 0, let status = try? FileStatus(of: file)
    else { return .distrustful }
    return RacyRule(snapshot: status.modified)
  }
}

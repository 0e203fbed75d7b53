import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Permissions stop nobody who is root.
  static var needsUnprivilegedUser: Self {
    .enabled("needs a user whom permissions stop, and setpriv to become one") {
      await Unprivileged.isPossible()
    }
  }

  static var needsPrivateMounts: Self {
    .enabled("needs the right to mount a small file system in a namespace of its own") {
      (try? await Workspace.Outcome(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]))?.status == 0
    }
  }

  static var needsConfinement: Self {
    .enabled("needs a kernel with Landlock, as atlas-build doctor says") {
      let answer = try? await Workspace().run("doctor")
      return answer?.output.contains("the kernel keeps them from writing outside their folder") == true
    }
  }

  static var needsPython: Self { .enabled("needs python3") { Python.path != nil } }
}

enum Python {
  /// One that runs with an empty environment, as wrappers of version managers do not.
  static let path = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileStatus.isExecutableFile(BytePath($0))
  }
}

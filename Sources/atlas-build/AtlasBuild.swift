import AtlasCLI
import Dispatch
import Glibc

@main enum AtlasBuild {
  /// Not asynchronous itself, because the runtime then has descriptors open before the first statement.
  static func main() {
    Program.prepare()
    Task.detached { exit(await Program.run(CommandLine.argumentBytes)) }
    dispatchMain()
  }
}

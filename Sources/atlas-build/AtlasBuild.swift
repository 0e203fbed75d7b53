import AtlasCLI
import Glibc

@main enum AtlasBuild {
  static func main() async {
    exit(await Program.run(CommandLine.argumentBytes))
  }
}

import AtlasTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The diagrams under Tests/Fixtures/mermaid: `<kind>/valid/*.mmd` and `<kind>/invalid/*.mmd`, each with the golden
/// dump of its tree and findings beside it. `ATLAS_UPDATE_GOLDEN=1 swift test` writes the goldens; read the diff.
struct Fixture: Sendable, CustomTestStringConvertible {
  var path: String
  var isValid: Bool

  var testDescription: String { String(path.dropFirst(Fixture.root.count + 1)) }
  var code: [UInt8] { readFile(path) }
  var goldenPath: String { String(path.dropLast(4)) + ".golden" }
  var golden: String { String(decoding: readFile(goldenPath), as: UTF8.self) }

  static let root = SharedMaterial.packageRoot + "/Tests/Fixtures/mermaid"
  static let updatesGoldens = getenv("ATLAS_UPDATE_GOLDEN") != nil

  /// Every fixture of every kind, in order of path.
  static let all: [Fixture] = {
    names(in: root).flatMap { kind in
      [("valid", true), ("invalid", false)].flatMap { folder, isValid in
        names(in: "\(root)/\(kind)/\(folder)").filter { $0.hasSuffix(".mmd") }.map {
          Fixture(path: "\(root)/\(kind)/\(folder)/\($0)", isValid: isValid)
        }
      }
    }
  }()

  func writeGolden(_ text: String) {
    guard let file = fopen(goldenPath, "wb") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

import AtlasCore
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The material that some tests measure against and that is not part of the repository: a corpus of real pages with
/// verdicts, conformance snippets, schemas. It stands beside the checkout in `shared/`, or where `ATLAS_SHARED` says.
package enum SharedMaterial {
  /// The absolute path of `relativePath` there, or nil where it is absent.
  package static func path(_ relativePath: String) -> String? {
    let root = getenv("ATLAS_SHARED").map { String(cString: $0) } ?? packageRoot + "/../shared"
    let path = root + "/" + relativePath
    return access(path, R_OK) == 0 ? path : nil
  }

  /// For `@Test(.enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus"))`: skipped, and saying so.
  package static func has(_ relativePath: String) -> Bool { path(relativePath) != nil }

  /// The folder of Package.swift.
  package static let packageRoot: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()
}

import AtlasCore
import AtlasTestSupport
import Glibc
import Testing

/// What mermaid.js 11.16.0, through its js-yaml, said of front matter with these texts: one JSON object a line, with
/// `differs` where this reader is known to decide otherwise (`docs/engineering/markdown.md`).
@Suite struct JSYAMLAgreementTests {
  @Test func textsAreAcceptedWhereJSYAMLAcceptsThem() throws {
    let lines = try fixture().split(separator: UInt8(ascii: "\n")).map { try JSONReader.read(Array($0)) }
    #expect(lines.count == 630)
    for line in lines {
      let text = try #require(line["yaml"]?.string)
      let accepted = try #require(line["accepted"]).bool == true
      let differs = line["differs"]?.bool ?? false
      #expect(isAccepted(text) == (accepted != differs), "\(text.debugDescription)")
    }
    #expect(lines.count { $0["differs"] != nil } == 19)
  }

  private func isAccepted(_ text: String) -> Bool {
    do throws(YAMLError) {
      _ = try YAMLReader.read(Array(text.utf8))
      return true
    } catch { return false }
  }

  private func fixture() throws -> [UInt8] {
    let path = SharedMaterial.packageRoot + "/Tests/Fixtures/js-yaml-verdicts.jsonl"
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}

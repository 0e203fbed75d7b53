import AtlasCore
import Testing

@Suite struct DigestTests {
  /// What `printf hello | xxh128sum` prints.
  @Test func aDigestIsWhatXxh128sumPrints() {
    #expect(Digest(of: "hello").description == "b5e9c1ad071b3e7fc779cfaa5e523818")
  }

  @Test func aDigestReadsBackFromItsText() {
    let digest = Digest(of: "anything")
    #expect(Digest(digest.description) == digest)
    #expect(Digest("b5e9c1ad") == nil)
    #expect(Digest(String(repeating: "g", count: 32)) == nil)
  }
}

import AtlasCore
import AtlasEngine
import Testing

@Suite struct KeyDifferenceTests {
  @Test func theReasonNamesTheOneThingThatChanged() async {
    let workspace = ToyWorkspace()
    var build = ToyBuild(sources: ["a", "b"])
    build.options["trim"] = #"{"width":80,"strict":true}"#
    _ = await workspace.run(build)

    build.sources[1] = "c"
    let edited = await workspace.run(build)
    guard case .changed(let inputs) = workspace.reason(edited, action: 1) else { return #expect(Bool(false)) }
    #expect(inputs == [.source(name: "text", old: Digest(of: "b"), new: Digest(of: "c"))])
  }

  @Test func anOptionIsNamedByItsDeepestPath() async {
    let old = KeyContext(
      stage: "lint", codeVersion: .zero, options: [.init(name: "with", text: #"{"a":{"b":1,"c":2}}"#)])
    let new = KeyContext(
      stage: "lint", codeVersion: .zero, options: [.init(name: "with", text: #"{"a":{"b":1,"c":3}}"#)])
    let manifest = KeyManifest(context: old.digest, sources: [], upstream: [])
    let differences = KeyDifference.between(old: (manifest, old), new: (manifest, new))
    #expect(differences == [.option(name: "with.a.c", old: "2", new: "3")])
  }

  @Test func aContextAndAManifestReadBackWhatTheyWrote() throws {
    let context = KeyContext(
      stage: "lint", codeVersion: Digest(of: "code"),
      options: [.init(name: "b", text: "1"), .init(name: "a", text: "2")],
      spec: [.init(name: "planes", text: "{}")])
    #expect(try KeyContext(decoding: context.encoded) == context)
    #expect(context.options.map(\.name) == ["a", "b"])
    let manifest = KeyManifest(
      context: context.digest, sources: [.init("diagram", Digest(of: "x"))],
      upstream: [.init(stage: "parse", count: 1, digest: Digest(of: "y"))])
    #expect(try KeyManifest(decoding: manifest.encoded) == manifest)
  }

  @Test func damagedManifestsAreRefusedAtEveryByte() {
    let manifest = KeyManifest(context: .zero, sources: [.init("diagram", .zero)], upstream: [])
    for length in 0..<manifest.encoded.count {
      #expect(throws: ByteCodingError.self) { try KeyManifest(decoding: Array(manifest.encoded[..<length])) }
    }
  }

  /// Fields are length-prefixed, so text that moves from one field to the next makes another digest.
  @Test func neighbouringFieldsCannotBeConfused() {
    let left = KeyContext(stage: "ab", codeVersion: .zero, options: [.init(name: "c", text: "d")])
    let right = KeyContext(stage: "a", codeVersion: .zero, options: [.init(name: "bc", text: "d")])
    #expect(left.digest != right.digest)
  }
}

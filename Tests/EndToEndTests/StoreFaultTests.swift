import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Whatever befalls the cache costs speed and a sentence, never a result.
@Suite struct StoreFaultTests {
  struct Damage: CustomTestStringConvertible, Sendable {
    var name: String
    var script: String
    /// How many sentences the next build says of it.
    var complaints: Int
    /// Whether the build after that finds a sound cache again.
    var heals = true

    var testDescription: String { name }
  }

  static let damages = [
    Damage(name: "no folder", script: "rm -r cache", complaints: 0),
    Damage(name: "no database", script: "rm cache/atlas.db*", complaints: 0),
    Damage(name: "no bytes", script: "rm cache/atlas.db-* ; : > cache/atlas.db", complaints: 0),
    Damage(name: "no log", script: "rm -f cache/atlas.db-*", complaints: 0),
    Damage(
      name: "no database but text",
      script: "rm -f cache/atlas.db-*; yes hello | head -c 9000 > cache/atlas.db",
      complaints: 1),
    Damage(
      name: "a later version",
      script:
        "rm -f cache/atlas.db-*; printf '\\003\\347' | dd of=cache/atlas.db bs=1 seek=62 conv=notrunc 2>/dev/null",
      complaints: 1, heals: false),
    Damage(name: "a file for a folder", script: "rm -r cache; echo x > cache", complaints: 1, heals: false),
    Damage(name: "a folder for a file", script: "rm cache/atlas.db*; mkdir cache/atlas.db", complaints: 1),
    Damage(
      name: "a pipe for a file", script: "rm cache/atlas.db*; mkfifo cache/atlas.db", complaints: 1),
  ]

  @Test(arguments: damages) func aDamagedCacheChangesNoResult(damage: Damage) async throws {
    let workspace = try SampleLibrary.make()
    let before = try await workspace.run("run", "--format", "jsonl").output
    let outputs = try workspace.outputs()
    try await workspace.shell("rm data/*.json; \(damage.script)")

    let outcome = try await workspace.run()
    #expect(outcome.status == 1)
    #expect(outcome.problems.count == damage.complaints, "\(outcome.output)")
    #expect(try workspace.outputs() == outputs)
    let report = try await workspace.run("run", "--format", "jsonl")
    #expect(Story.withoutSummary(report.output) == Story.withoutSummary(before))
    let after = try await workspace.build()
    #expect(after.actions.wasUpToDate == damage.heals)
    #expect(after.outcome.problems.isEmpty == damage.heals)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7]) func aFlippedPageIsNeverAWrongHit(page: Int) async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    let outputs = try workspace.outputs()
    for file in ["cache/atlas.db", "cache/atlas.db-wal"] as [BytePath] where workspace.exists(file) {
      var bytes = try FileContent.read(workspace.folder.appending(file)).bytes
      for offset in stride(from: page * 4096 + 100, to: min((page + 1) * 4096, bytes.count), by: 512) {
        bytes[offset] ^= 0x55
      }
      try workspace.write(file, bytes)
    }
    try await workspace.shell("rm data/*.json")
    #expect(try await workspace.run().status == 1)
    #expect(try workspace.outputs() == outputs)
    #expect(try await workspace.run().problems.isEmpty)
  }

  @Test(.needsUnprivilegedUser, arguments: [true, false])
  func aReadOnlyCacheIsSaidOnceAndUsedAsFarAsItGoes(isFilled: Bool) async throws {
    let workspace = try SampleLibrary.make()
    if isFilled {
      try await workspace.shell("\"$ATLAS\" run")
    } else {
      try await workspace.shell("mkdir cache")
    }
    try workspace.edit("docs/systems/shop/architecture.md", "\"Search\" : 95", "\"Search\" : 96")
    try await workspace.shell("chmod 555 cache; chmod 444 cache/* cache/.[a-z]*")
    let outcome = try await workspace.shell("\"$ATLAS\" run", unprivileged: true)
    #expect(outcome.status == 1)
    #expect(outcome.problems.count == 1, "\(outcome.output)")
    #expect(outcome.output.contains(isFilled ? "cannot be written" : "Permission denied"))
    if isFilled { #expect(outcome.output.contains("   hit ")) }
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))

    try await workspace.shell("chmod 755 cache; chmod 644 cache/* cache/.[a-z]*")
    let healed = try await workspace.shell("\"$ATLAS\" run", unprivileged: true)
    #expect(healed.problems.isEmpty)
    #expect(try await workspace.build().actions.wasUpToDate)
  }

  @Test(.needsPrivateMounts, arguments: ["4k", "64k", "256k"])
  func aFullDiskIsSaidOnceAndForgottenOnceThereIsRoom(size: String) async throws {
    let workspace = try SampleLibrary.make()
    for number in 1...200 {
      let text = "# Page\n\n```mermaid\npie\n  accTitle: Number \(number)\n  \"A\" : \(number)\n```\n"
      try workspace.write(BytePath("docs/p\(number).md"), text)
    }
    let outcome = try await workspace.shell(
      """
      mkdir cache
      exec unshare -m sh -c '
        mount -t tmpfs -o size=\(size) none cache || exit 99
        "$ATLAS" run > full.txt; "$ATLAS" run --format jsonl > full.jsonl
        cp -r data/*.json .
        mount -o remount,size=64m cache || exit 99
        "$ATLAS" run > room.txt; "$ATLAS" run > sound.txt; "$ATLAS" run --events sound.jsonl'
      """)
    try #require(outcome.status == 1, "\(outcome.errors)")
    let problems = try workspace.read("full.txt").split(separator: "\n").filter { $0.hasPrefix("problem: ") }
    #expect(problems.count == 1)
    #expect(problems.first?.contains("disk is full") == true, "\(problems)")
    let clean = try await workspace.outputsOfACleanBuild()
    #expect(
      try ["CENTRAL_METRICS.json", "unified_diagram_status.json", "render-manifest.json"]
        .map { try workspace.read(BytePath($0)) } == clean)
    #expect(try workspace.outputs() == clean)
    #expect(try !workspace.read("sound.txt").contains("problem: "))
    #expect(try workspace.read("sound.jsonl").contains(#""upToDate":true"#))
  }

  @Test(arguments: [2, 8]) func buildsAtOnceOnAColdCacheAllSucceed(count: Int) async throws {
    let workspace = try SampleLibrary.make()
    try workspace.remove("docs/incidents/outage.md")
    try await workspace.shell(
      """
      for i in $(seq \(count)); do
        { "$ATLAS" run --format jsonl > out.$i 2> err.$i; echo $? > status.$i; } &
      done
      wait
      """)
    let first = Story.withoutSummary(try workspace.read("out.1"))
    for number in 1...count {
      #expect(try workspace.read(BytePath("status.\(number)")) == "0\n")
      #expect(try workspace.read(BytePath("err.\(number)")) == "")
      #expect(try Story.withoutSummary(workspace.read(BytePath("out.\(number)"))) == first)
    }
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    let (outcome, actions) = try await workspace.build()
    #expect(outcome.problems.isEmpty)
    #expect(actions.names(ending: "ran").isEmpty)
  }

  @Test(arguments: [
    "rm -r cache", "rm data/CENTRAL_METRICS.json", "echo edited >> data/CENTRAL_METRICS.json",
    ": > data/render-manifest.json", "rm data/*.json", "rm -r cache data/*.json",
    "mv data/render-manifest.json moved; cat moved > data/render-manifest.json",
  ])
  func whatABuildMadeIsMadeAgain(harm: String) async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    let outputs = try workspace.outputs()
    try await workspace.shell(harm)
    try await workspace.run()
    #expect(try workspace.outputs() == outputs)
    #expect(try await workspace.build().actions.wasUpToDate)
  }
}

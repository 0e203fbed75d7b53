import AtlasCore
import AtlasEngine
import Testing

@Suite struct CoordinatorTests {
  @Test func aSecondRunDoesNothing() async {
    let workspace = ToyWorkspace()
    let build = ToyBuild(sources: ["a", "b", "c"])
    let first = await workspace.run(build)
    #expect(first.ran == ["join -1", "trim 0", "trim 1", "trim 2"])
    #expect(first.output == "join::trim::a+trim::b+trim::c")
    let second = await workspace.run(build)
    #expect(second.ran == [])
    #expect(second.outcome.counts == ActionCounts(hit: 4))
    #expect(second.output == first.output)
  }

  @Test func anEditRunsItsOwnActionAndWhatReadsIt() async {
    let workspace = ToyWorkspace()
    _ = await workspace.run(ToyBuild(sources: ["a", "b"]))
    let edited = await workspace.run(ToyBuild(sources: ["a", "bb"]))
    #expect(edited.ran == ["join -1", "trim 1"])
    #expect(edited.outcome.counts == ActionCounts(hit: 1, ran: 2))
  }

  @Test func anUnchangedOutputCutsOffWhatDependsOnIt() async {
    let workspace = ToyWorkspace()
    _ = await workspace.run(ToyBuild(sources: ["a", "b"]))
    let edited = await workspace.run(ToyBuild(sources: ["a", " b "]))
    #expect(edited.ran == ["trim 1"])
    #expect(edited.outcome.counts == ActionCounts(hit: 2, cutoff: 1))
  }

  @Test func aRevertIsAHit() async {
    let workspace = ToyWorkspace()
    _ = await workspace.run(ToyBuild(sources: ["a"]))
    _ = await workspace.run(ToyBuild(sources: ["b"]))
    #expect(await workspace.run(ToyBuild(sources: ["a"])).ran == [])
  }

  @Test func equalActionsAreDoneOnce() async {
    let run = await ToyWorkspace().run(ToyBuild(sources: ["a", "a", "a"]))
    #expect(run.ran.filter { $0.hasPrefix("trim") }.count == 1)
    #expect(run.output == "join::trim::a+trim::a+trim::a")
  }

  @Test(arguments: [1, 2, 7]) func theNumberOfWorkersDoesNotShow(jobs: Int) async {
    let sources = (0..<500).map { "source \($0 % 350)" }
    let reference = await ToyWorkspace().run(ToyBuild(sources: sources), jobs: 1)
    let run = await ToyWorkspace().run(ToyBuild(sources: sources), jobs: jobs)
    #expect(run.output == reference.output)
    #expect(run.outcome.keys == reference.outcome.keys)
    #expect(run.outcome.counts == reference.outcome.counts)
  }

  @Test func dependentsOfAFailureAreSkippedAndTheRestGoesOn() async {
    let workspace = ToyWorkspace()
    var build = ToyBuild(sources: ["a", "b", "c"])
    build.behaviour.failing = ["trim 1"]
    let failed = await workspace.run(build)
    #expect(failed.outcome.ending(of: ActionID(1)) == .failed(ActionError(message: "trim 1 crashed")))
    #expect(failed.outcome.ending(of: ActionID(3)) == .skipped(because: ActionID(1)))
    #expect(failed.outcome.counts == ActionCounts(ran: 2, failed: 2))
    build.behaviour.failing = []
    #expect(await workspace.run(build).ran == ["join -1", "trim 1"])
  }

  @Test func failFastStopsFeeding() async {
    var build = ToyBuild(sources: (0..<2000).map { "source \($0)" })
    build.behaviour.failing = ["trim 0"]
    let run = await ToyWorkspace().run(build, jobs: 1, failFast: true)
    #expect(run.outcome.endings.contains(.cancelled))
    #expect(run.ran.count < 2000)
  }

  @Test func aCancelledRunKeepsWhatIsFinished() async {
    let workspace = ToyWorkspace()
    var build = ToyBuild(sources: (0..<8).map { "source \($0)" })
    build.behaviour.hangingFrom = 2
    let hanging = build
    let task = Task { await workspace.run(hanging, jobs: 1, blocking: true) }
    while workspace.log.count < 3 { await Task.yield() }
    task.cancel()
    let run = await task.value
    #expect(run.outcome.wasCancelled)
    #expect(run.outcome.endings == [.ran, .ran] + Array(repeating: .cancelled, count: 7))
    #expect(workspace.store.count == 2)
  }

  @Test func ignoringTheCacheRunsEverything() async {
    let workspace = ToyWorkspace()
    let build = ToyBuild(sources: ["a", "b"])
    let first = await workspace.run(build)
    let again = await workspace.run(build, cache: .ignore)
    #expect(again.outcome.counts == ActionCounts(ran: 3))
    #expect(again.output == first.output)
  }

  @Test func verifyingFindsADamagedResult() async {
    let workspace = ToyWorkspace()
    let build = ToyBuild(sources: ["a", "b", "c"])
    let first = await workspace.run(build)
    let sound = await workspace.run(build, cache: .verify(percent: 100))
    #expect(sound.outcome.verified == 4)
    #expect(sound.outcome.mismatches.isEmpty)
    workspace.store.damage(first.outcome.keys[1])
    let damaged = await workspace.run(build, cache: .verify(percent: 100))
    #expect(damaged.outcome.mismatches.map(\.action) == [ActionID(1)])
  }

  @Test func aSampleVerifiesAboutItsShare() async {
    let workspace = ToyWorkspace()
    let build = ToyBuild(sources: (0..<1000).map { "source \($0)" })
    _ = await workspace.run(build)
    let verified = await workspace.run(build, cache: .verify(percent: 10)).outcome.verified
    #expect((50...150).contains(verified))
  }

  @Test func aPlanPerformsNoBlockingActionAndLeavesItsDependentsOpen() async {
    let workspace = ToyWorkspace()
    let plan = await workspace.run(ToyBuild(sources: ["a", "b"]), isPlan: true, blocking: true)
    #expect(plan.ran == [])
    #expect(plan.outcome.endings == [.wouldRun, .wouldRun, .wouldRun])
    #expect(workspace.store.count == 0)
  }

  @Test func aPlanSaysWhatTheRunThenDoes() async {
    let workspace = ToyWorkspace()
    _ = await workspace.run(ToyBuild(sources: ["a", "b", "c"]))
    let edited = ToyBuild(sources: ["a", " b", "cc"])
    let plan = await workspace.run(edited, isPlan: true)
    let run = await workspace.run(edited)
    #expect(plan.outcome.endings == run.outcome.endings)
    #expect(plan.outcome.keys == run.outcome.keys)
  }

  @Test func aLostResultRunsAgainAndHeals() async {
    let workspace = ToyWorkspace()
    let build = ToyBuild(sources: ["a", "b"])
    let first = await workspace.run(build)
    workspace.store.forget(first.outcome.keys[0])
    let healed = await workspace.run(build)
    #expect(healed.ran == ["trim 0"])
    #expect(workspace.reason(healed, action: 0) == .resultLost)
    #expect(await workspace.run(build).ran == [])
  }

  /// The promise of the whole program, for random histories: whatever was built before, the result is that of a clean
  /// build.
  @Test(arguments: 0..<20) func aWarmBuildEqualsACleanBuild(seed: UInt64) async {
    var random = SplitMix(state: seed)
    let workspace = ToyWorkspace()
    var build = ToyBuild(sources: (0..<6).map { "source \($0)" })
    for _ in 0..<25 {
      switch random.next() % 5 {
      case 0: build.sources[Int(random.next() % UInt64(build.sources.count))] = "edit \(random.next() % 4)"
      case 1: build.sources.append("new \(random.next() % 4)")
      case 2: if build.sources.count > 1 { build.sources.removeLast() }
      case 3: build.code["trim"] = "trim \(random.next() % 2)"
      default: build.options["join"] = "\(random.next() % 3)"
      }
      let warm = await workspace.run(build, jobs: Int(random.next() % 3) + 1)
      let clean = await ToyWorkspace().run(build)
      #expect(warm.output == clean.output)
      #expect(warm.outcome.keys == clean.outcome.keys)
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

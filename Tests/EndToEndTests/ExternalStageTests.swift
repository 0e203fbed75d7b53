import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Programs of the user's as stages.
@Suite struct ExternalStageTests {
  private static let count =
    #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "diagram", "outputs": ["data/count.json"]}"#

  /// The sample library with a stage that runs `script` on each diagram.
  private func library(running script: String, stage: String = count) throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.add(stage: stage)
    try workspace.write("tools/count.sh", script)
    return workspace
  }

  private func results(_ workspace: Workspace, _ path: BytePath, _ list: String) throws -> [String: JSONNode]
  {
    let file = try JSONReader.read(Array(try workspace.read(path).utf8))
    let entries = (file[list]?.array ?? []).map { entry in
      let index = entry["index"]?.integer.map { "#\($0)" } ?? ""
      return ("\(entry["path"]?.string ?? "")\(index)", entry["result"]!)
    }
    return Dictionary(entries, uniquingKeysWith: { first, _ in first })
  }

  @Test func aProgramThatKnowsNothingOfAtlasIsAStage() async throws {
    let workspace = try SampleLibrary.make()
    try workspace.add(
      stage:
        #"{"name": "size", "run": ["wc", "-c", "diagram.mmd"], "scope": "diagram", "outputs": ["data/size.json"]}"#
    )
    let outcome = try await workspace.run()
    #expect(outcome.status == 1)
    let sizes = try results(workspace, "data/size.json", "diagrams")
    #expect(sizes.count == SampleLibrary.diagramCount)
    let bytes = try FileContent.read(workspace.folder.appending("docs/systems/shop/traffic.mmd")).bytes.count
    #expect(sizes["docs/systems/shop/traffic.mmd#1"]?.string == "\(bytes) diagram.mmd\n")
  }

  /// Says what it was given. The environment is the one it was started with: Python adds a variable of its own.
  private static let witness = """
    import json, os, sys
    request = json.load(sys.stdin)
    found = sorted(os.path.relpath(os.path.join(folder, name)) for folder, _, names in os.walk('.') for name in names)
    environment = open('/proc/self/environ').read().split('\\0')[:-1]
    texts = {name: open(name).read() for name in request['inputs']}
    print(json.dumps({'request': request, 'found': found, 'environment': environment, 'texts': texts}))
    """

  private func witnessed(
    scope: String, needs: String = "[]", extra: String = "", others: String = "", set: [(String, String)] = []
  ) async throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.write("tools/witness.py", Self.witness)
    let stage =
      #"{"name": "witness", "run": ["\#(Python.path!)", "tools/witness.py"], "scope": "\#(scope)", "needs": \#(needs), "outputs": ["data/witness.json"]\#(extra)}"#
    try workspace.add(stage: others.isEmpty ? stage : stage + ",\n" + others)
    for (name, value) in set { workspace.setVariable(name, value) }
    let outcome = try await workspace.run()
    #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
    return workspace
  }

  @Test(.needsPython) func aDiagramStageGetsItsRequestAndItsInputsAsFiles() async throws {
    let workspace = try await witnessed(
      scope: "diagram", needs: #"["parse", "first"]"#,
      extra: #", "reads": ["metrics"], "with": {"depth": 3}"#,
      others: #"{"name": "first", "run": ["wc", "-l", "diagram.mmd"], "scope": "diagram"}"#)
    let answers = try results(workspace, "data/witness.json", "diagrams")
    #expect(answers.count == SampleLibrary.diagramCount)
    let answer = try #require(answers["docs/systems/shop/traffic.mmd#1"])
    let request = try #require(answer["request"])
    #expect(request["schema"]?.integer == 1)
    #expect(request["stage"]?.string == "witness")
    #expect(request["scope"]?.string == "diagram")
    #expect(request["options"]?["depth"]?.integer == 3)
    #expect(request["spec"]?["metrics"]?["kinds"]?.array?.compactMap(\.string) == ["latency"])
    let inputs = ["diagram.mmd", "needs/first", "needs/parse"]
    #expect(request["inputs"]?.array?.compactMap(\.string).sorted() == inputs)
    #expect(answer["found"]?.array?.compactMap(\.string) == inputs)
    #expect(answer["texts"]?["diagram.mmd"]?.string == (try workspace.read("docs/systems/shop/traffic.mmd")))
    #expect(answer["texts"]?["needs/first"]?.string == "4 diagram.mmd\n")
    let parse = try JSONReader.read(Array((answer["texts"]?["needs/parse"]?.string ?? "").utf8))
    #expect(parse["verdict"]?.string == "valid")
  }

  @Test(.needsPython) func aPageStageGetsThePageAndWhatItsDiagramsGave() async throws {
    let workspace = try await witnessed(scope: "page", needs: #"["parse"]"#)
    let answers = try results(workspace, "data/witness.json", "pages")
    #expect(answers.count == 4)
    let answer = try #require(answers["docs/incidents/outage.md"])
    #expect(answer["request"]?["scope"]?.string == "page")
    #expect(answer["found"]?.array?.compactMap(\.string) == ["needs/parse/1", "needs/parse/2", "page.md"])
    #expect(answer["texts"]?["page.md"]?.string == SampleLibrary.outage)
    let second = try JSONReader.read(Array((answer["texts"]?["needs/parse/2"]?.string ?? "").utf8))
    #expect(second["verdict"]?.string == "invalid")
  }

  @Test(.needsPython) func aLibraryStageGetsWhatEveryDiagramGave() async throws {
    let workspace = try await witnessed(scope: "library", needs: #"["parse"]"#)
    let answer = try JSONReader.read(Array(try workspace.read("data/witness.json").utf8))
    #expect(answer["request"]?["scope"]?.string == "library")
    #expect(
      answer["found"]?.array?.compactMap(\.string)
        == (1...SampleLibrary.diagramCount).map { "needs/parse/\($0)" })
  }

  @Test(.needsPython) func aCommandSeesTheVariablesItDeclaresAndNoOthers() async throws {
    let workspace = try await witnessed(
      scope: "library", extra: #", "environment": ["ATLAS_SEEN", "ATLAS_UNSET"]"#,
      set: [("ATLAS_SEEN", "yes = no"), ("ATLAS_UNSEEN", "secret"), ("ATLAS_UNSET", "")])
    let answer = try JSONReader.read(Array(try workspace.read("data/witness.json").utf8))
    #expect(
      answer["environment"]?.array?.compactMap(\.string).sorted() == ["ATLAS_SEEN=yes = no", "ATLAS_UNSET="])
  }

  @Test func collectedFilesAreTheResult() async throws {
    let workspace = try SampleLibrary.make()
    try workspace.write("tools/make.sh", "mkdir out; echo one > out/one.txt; echo two > two.txt; echo noise")
    try workspace.add(
      stage:
        #"{"name": "make", "run": ["sh", "tools/make.sh"], "scope": "library", "collects": ["out/one.txt", "two.txt"], "outputs": ["data/one.txt", "data/two.txt"]}"#
    )
    #expect(try await workspace.run().status == 1)
    #expect(try workspace.read("data/one.txt") == "one\n")
    #expect(try workspace.read("data/two.txt") == "two\n")
    try workspace.remove("data/one.txt")
    let (_, actions) = try await workspace.build()
    #expect(actions.names(ending: "ran").isEmpty)
    #expect(try workspace.read("data/one.txt") == "one\n")

    try workspace.write("tools/make.sh", "echo one > one.txt; echo two > two.txt")
    let missing = try await workspace.run()
    #expect(missing.status == 3)
    #expect(missing.output.contains("did not leave out/one.txt"))
  }

  // MARK: failures

  private static let picky = """
    if grep -q '"Reads"' diagram.mmd; then
      echo 'no Reads, please' >&2
      exit 7
    fi
    wc -l < diagram.mmd
    """
  private static let follower =
    #"{"name": "follower", "run": ["cat", "needs/count"], "scope": "diagram", "needs": ["count"]}"#

  @Test func aFailureIsToldItsDependentsSkippedAndTheRestBuilt() async throws {
    let workspace = try library(running: Self.picky, stage: Self.count + ",\n" + Self.follower)
    let (outcome, actions) = try await workspace.build()
    #expect(outcome.status == 3)
    let place = "docs/guarantees/order.md#1"
    #expect(
      outcome.output.contains(#"\#(place): count: the command of "count" on \#(place) exited with status 7"#))
    #expect(outcome.output.contains("| no Reads, please"))
    #expect(outcome.output.contains(#"skipped: \#(place): follower: "count" failed on \#(place)"#))
    #expect(outcome.output.contains("exit status 3: 1 action crashed, 1 skipped"))
    #expect(actions.subjects(of: "count", ending: "ran").count == SampleLibrary.diagramCount - 1)
    #expect(actions.subjects(of: "follower", ending: "ran").count == SampleLibrary.diagramCount - 1)
    #expect(!workspace.exists("data/count.json"))
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
  }

  @Test func aFailureIsTriedAgain() async throws {
    let workspace = try library(running: Self.picky)
    try await workspace.run()
    for _ in 1...2 {
      let (outcome, actions) = try await workspace.build()
      #expect(outcome.status == 3)
      #expect(actions.subjects(of: "count", ending: "failed") == ["docs/guarantees/order.md#1"])
      #expect(actions.subjects(of: "count", ending: "hit").count == SampleLibrary.diagramCount - 1)
    }
    try workspace.edit("docs/guarantees/order.md", "\"Reads\"", "\"Gets\"")
    let (outcome, actions) = try await workspace.build()
    #expect(outcome.status == 1)
    #expect(actions.subjects(of: "count", ending: "ran") == ["docs/guarantees/order.md#1"])
    #expect(try results(workspace, "data/count.json", "diagrams").count == SampleLibrary.diagramCount)
  }

  @Test func aCommandThatHangsIsEndedWithAllItStarted() async throws {
    let workspace = try library(
      running: "sh -c 'trap \"\" TERM; while :; do sleep 1; done' \"$0\" & sleep 3600",
      stage: #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "library", "timeLimit": 1}"#)
    let outcome = try await workspace.run("run", timeLimit: .seconds(600))
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(#"the command of "count" on library took longer than 1 s and was stopped"#))
    #expect(try await workspace.isLeftByAllProcesses())
  }

  @Test(arguments: [
    ("kill -SEGV $$", "was ended by signal 11"), ("exec cat < /nowhere", "exited with status"),
    ("yes | head -c 70000000", "wrote more than 67108864 bytes"),
  ])
  func everyWayToFailIsToldInASentence(script: String, sentence: String) async throws {
    let workspace = try library(
      running: script, stage: #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "library"}"#)
    let outcome = try await workspace.run("run", timeLimit: .seconds(600))
    #expect(outcome.status == 3)
    #expect(outcome.output.contains(sentence), "\(outcome.output)")
  }

  @Test func whatACommandWritesIsShownWithoutControlCharacters() async throws {
    let workspace = try library(running: "printf 'red \\033[31m\\377\\n' >&2; exit 1")
    let outcome = try await workspace.run()
    #expect(outcome.output.contains("| red "))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test(.needsConfinement) func aCommandWritesNowhereButInItsFolder() async throws {
    let workspace = try library(
      running: """
        home="${0%/*}/.."
        for place in "$home/data" "$home/docs" "$home" /tmp; do
          { echo x > "$place/atlas-stray.md"; } 2>/dev/null && echo "wrote $place"
          mkdir "$place/atlas-stray" 2>/dev/null && echo "made a folder in $place"
        done
        { echo x >> "$home/docs/incidents/outage.md"; } 2>/dev/null && echo changed
        rm -f "$home/docs/incidents/outage.md" 2>/dev/null
        mv "$home/pipeline.json" "$home/moved" 2>/dev/null && echo moved
        echo x > here && rm here && echo ended > /dev/null && echo ended
        """,
      stage:
        #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "library", "outputs": ["data/count.txt"]}"#
    )
    let outcome = try await workspace.run()
    #expect(outcome.status == 1)
    #expect(try workspace.read("data/count.txt") == "ended\n")
    #expect(try workspace.read("docs/incidents/outage.md") == SampleLibrary.outage)
    for stray in ["data/atlas-stray.md", "docs/atlas-stray.md", "atlas-stray.md", "docs/atlas-stray"]
      as [BytePath]
    {
      #expect(!workspace.exists(stray))
    }
  }

  // MARK: the cache

  @Test func aSecondRunStartsNoCommand() async throws {
    let workspace = try library(running: "wc -l < diagram.mmd")
    let first = try await workspace.build()
    #expect(first.actions.subjects(of: "count", ending: "ran").count == SampleLibrary.diagramCount)
    let counts = try workspace.read("data/count.json")
    try await workspace.shell("rm data/*.json; touch docs/*/*.md")
    let second = try await workspace.build()
    #expect(second.actions.subjects(of: "count", ending: "hit").count == SampleLibrary.diagramCount)
    #expect(second.actions.names(ending: "ran").isEmpty)
    #expect(try workspace.read("data/count.json") == counts)
  }

  @Test func editingTheScriptRunsItAgainAndNothingElse() async throws {
    let workspace = try library(running: "wc -l < diagram.mmd")
    try await workspace.run()
    try workspace.write("tools/count.sh", "wc -c < diagram.mmd")
    let (_, actions) = try await workspace.build()
    #expect(actions.subjects(of: "count", ending: "ran").count == SampleLibrary.diagramCount)
    #expect(actions.names(ending: "ran").count == SampleLibrary.diagramCount)
  }

  @Test func aVariableRunsACommandAgainOnlyWhereItIsDeclared() async throws {
    let workspace = try library(
      running: "echo \"${ATLAS_MODE-unset}\"",
      stage:
        #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "library", "environment": ["ATLAS_MODE"], "outputs": ["data/mode.txt"]}"#
    )
    for value in ["fast", "slow", "", nil] {
      workspace.setVariable("ATLAS_MODE", value)
      let (_, actions) = try await workspace.build()
      #expect(actions.subjects(of: "count", ending: "ran") == ["library"], "\(value ?? "unset")")
      #expect(try workspace.read("data/mode.txt") == "\(value ?? "unset")\n")
    }
    workspace.setVariable("ATLAS_OTHER", "changed")
    #expect(try await workspace.build().actions.wasUpToDate)
    workspace.setVariable("ATLAS_MODE", "fast")
    let (_, actions) = try await workspace.build()
    #expect(actions.subjects(of: "count", ending: "hit") == ["library"])
    #expect(try workspace.read("data/mode.txt") == "fast\n")
  }

  @Test func anotherDeclaredVersionRunsACommandAgain() async throws {
    let stage =
      #"{"name": "count", "run": ["sh", "tools/count.sh"], "scope": "library", "versions": {"tool": "1.0"}}"#
    let workspace = try library(running: "echo same", stage: stage)
    try await workspace.run()
    try workspace.edit("pipeline.json", #""tool": "1.0""#, #""tool": "1.1""#)
    let (_, actions) = try await workspace.build()
    #expect(actions.subjects(of: "count", ending: "cutoff") == ["library"])
    let explained = try await workspace.run("explain", "docs/guarantees/order.md#1")
    #expect([0, 1].contains(explained.status))
  }

  // MARK: configuration

  @Test(arguments: [
    (#"["no-such-command-anywhere"]"#, "which is not there"),
    (#"["tools/nothing.sh"]"#, "which is not there"),
    (#"["tools/count.sh"]"#, "which is not executable"), (#"["tools"]"#, "which is not there"),
  ])
  func aCommandThatCannotRunIsToldBeforeAnythingRuns(run: String, reason: String) async throws {
    let workspace = try library(
      running: "echo never", stage: #"{"name": "count", "run": \#(run), "scope": "library"}"#)
    let outcome = try await workspace.run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    #expect(!workspace.exists("data/CENTRAL_METRICS.json"))
    #expect(!workspace.exists("cache/atlas.db"))
  }
}

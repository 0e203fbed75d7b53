import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasStore
import AtlasSystem

/// `doctor`: whether everything a build needs is in order, and what to do where it is not.
struct DoctorCommand {
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) { self.console = console }

  private struct Answer {
    enum State: String {
      case good
      case note
      case bad
    }

    var subject: String
    var state: State
    var text: String
    var help = ""
  }

  func run() -> ExitStatus {
    let answers = answers()
    if console.options.format == .json {
      console.write(json(answers))
    } else {
      for answer in answers {
        console.write("\(answer.state.rawValue)\t\(answer.subject): \(answer.text)\n")
        if !answer.help.isEmpty { console.write("\t\(answer.help)\n") }
      }
    }
    return answers.contains { $0.state == .bad } ? .usage : .success
  }

  private func answers() -> [Answer] {
    var answers = [
      Answer(
        subject: "program", state: .good,
        text: "atlas-build \(Program.version), mermaid \(Program.mermaidVersion)"),
      Answer(subject: "cores", state: .good, text: "\(ProcessEnvironment.coreCount)"),
      confinement,
    ]
    let start = console.workingFolder
    let config = console.options.configuration.map { console.resolve($0) }
    guard let folder = config == nil ? Project.find(from: start) : start else {
      answers.append(
        Answer(
          subject: "project", state: .note, text: "there is no pipeline.json in \(start) or above",
          help: "atlas-build check PATH needs none"))
      return answers
    }
    do throws(ConfigurationError) {
      let project = try Project.load(folder: folder, config: config)
      answers.append(Answer(subject: "project", state: .good, text: project.root.description))
      answers.append(
        Answer(
          subject: "pipeline", state: .good,
          text:
            "\(project.pipeline.stages.count) stages: \(project.pipeline.stages.map(\.name).joined(separator: ", "))"
        ))
      answers.append(
        Answer(
          subject: "specification", state: .good,
          text: "\(project.pipeline.spec): \(project.spec.sections.map(\.name).joined(separator: ", "))"))
      answers += commands(of: project)
      answers += cache(of: project)
    } catch {
      for file in error.files {
        for problem in file.diagnostics {
          answers.append(
            Answer(subject: "configuration", state: .bad, text: problem.message, help: problem.help ?? ""))
        }
      }
    }
    return answers
  }

  private var confinement: Answer {
    Confinement.isSupported
      ? Answer(
        subject: "external stages", state: .good,
        text: "the kernel keeps them from writing outside their folder")
      : Answer(
        subject: "external stages", state: .note,
        text: "the kernel cannot keep them from writing outside their folder",
        help: "they run unconfined; Linux 5.13 with Landlock would confine them")
  }

  private func commands(of project: Project) -> [Answer] {
    var answers: [Answer] = []
    for stage in project.pipeline.stages {
      guard case .command(let command) = stage.work else { continue }
      do throws(ConfigurationError) {
        let program = try CommandProgram(command, stage: stage.name, root: project.root)
        answers.append(
          Answer(subject: "stage \(stage.name)", state: .good, text: "runs \(program.arguments[0])"))
      } catch {
        let problem = error.files.first?.problems.first
        answers.append(
          Answer(
            subject: "stage \(stage.name)", state: .bad, text: problem?.message ?? "",
            help: problem?.help ?? ""))
      }
    }
    return answers
  }

  private func cache(of project: Project) -> [Answer] {
    let folder = project.root.appending(project.pipeline.cache)
    let store = Store.open(folder: folder, mode: .readOnly)
    let problems = store.problems.filter { $0.gravity == .warning }
    guard problems.isEmpty else {
      return problems.map { Answer(subject: "cache", state: .note, text: $0.message) }
    }
    guard store.isOpen else { return [Answer(subject: "cache", state: .good, text: "\(folder), empty")] }
    let integrity = StoreInspection(store).integrity()
    return [
      integrity.isSound
        ? Answer(
          subject: "cache", state: .good, text: "\(folder), \(integrity.checkedResults) results, all sound")
        : Answer(
          subject: "cache", state: .note, text: "\(folder): some results are damaged and count as absent",
          help: "the next build makes them anew; atlas-build cache clear removes all")
    ]
  }

  private func json(_ answers: [Answer]) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("answers") { writer in
        writer.array(answers) { answer, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("subject", answer.subject)
              writer.member("state", answer.state.rawValue)
              writer.member("text", answer.text)
              writer.member("help", answer.help)
            }
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

import AtlasCore

/// Words of a command line that somebody may copy into a shell.
enum ShellWord {
  /// As it is where no shell reads anything into it, else between single quotes. What is no text is shown, and then
  /// cannot be copied.
  static func quoted(_ bytes: [UInt8]) -> String {
    let text = ByteText.display(bytes)
    if !bytes.isEmpty, bytes.allSatisfy(isPlain) { return text }
    var quoted = "'"
    for scalar in text.unicodeScalars { quoted += scalar == "'" ? "'\\''" : String(scalar) }
    return quoted + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./=:,@%+".utf8.contains(byte)
    }
  }
}

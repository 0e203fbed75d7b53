extension CommandLine {
  /// The arguments without the program's name, as bytes: `arguments` would replace what is not UTF-8.
  package static var argumentBytes: [[UInt8]] {
    (1..<max(1, Int(argc))).compactMap { index in
      guard let argument = unsafeArgv[index] else { return nil }
      return Array(UnsafeRawBufferPointer(start: argument, count: length(of: argument)))
    }
  }

  private static func length(of text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}

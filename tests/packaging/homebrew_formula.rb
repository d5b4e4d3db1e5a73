# SPDX-License-Identifier: MIT
# Runs the test of the formula for Homebrew with a program that is already built, and prints the version and the options
# for CMake that it names. Stand-ins take the place of Homebrew.
# Usage: ruby homebrew_formula.rb FORMULA PROGRAM
require "pathname"
require "tmpdir"

formula, program = ARGV
program = File.expand_path(program)

class Formula
  class << self
    attr_reader :facts, :test_block

    %i[desc homepage url sha256 license head depends_on uses_from_macos].each do |fact|
      define_method(fact) { |*values, **options| (@facts ||= Hash.new { |all, key| all[key] = [] })[fact] << [values, options] }
    end

    def test(&block) = @test_block = block
  end

  attr_reader :testpath, :bin, :commands

  def initialize(testpath, bin)
    @testpath, @bin, @commands = testpath, bin, []
  end

  def version = self.class.facts[:url].flatten.first[/v([0-9.]+)\.tar\.gz$/, 1]
  def std_cmake_args = []
  def system(*command) = @commands << command

  def shell_output(command)
    output = Dir.chdir(testpath) { `#{command}` }
    abort "#{command}: exit code #{$?.exitstatus}" unless $?.success?
    output
  end

  def assert_match(expected, text)
    abort "expected #{expected.inspect} in #{text.inspect}" unless text.include?(expected)
  end
end

load formula
Dir.mktmpdir do |folder|
  bin = Pathname(folder) / "bin"
  bin.mkpath
  (bin / "heapgraph").make_symlink(program)
  recipe = Heapgraph.new(Pathname(folder), bin)
  recipe.install
  recipe.instance_eval(&Heapgraph.test_block)
  puts [recipe.version, *recipe.commands.flatten.grep(/^-D/)].join(" ")
end

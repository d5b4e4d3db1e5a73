# SPDX-License-Identifier: MIT
# Builds heapgraph from the source tree that this file is in, with the libraries of nixpkgs:
#   nix-build packaging/nix && result/bin/heapgraph --version
{ pkgs ? import <nixpkgs> { } }:
let
  # The text around the version, and between both a list with the version.
  parts = builtins.split "project\\(heapgraph VERSION ([0-9.]+)" (builtins.readFile ../../CMakeLists.txt);
in
pkgs.stdenv.mkDerivation {
  pname = "heapgraph";
  version = builtins.head (builtins.elemAt parts 1);
  src = pkgs.lib.cleanSource ../..;

  nativeBuildInputs = [ pkgs.cmake pkgs.ninja ];
  buildInputs = [ pkgs.cli11 pkgs.fmt pkgs.nlohmann_json pkgs.simdjson pkgs.zlib pkgs.zstd ];
  cmakeFlags = [ "-DHEAPGRAPH_TESTS=OFF" ];

  doInstallCheck = true;
  installCheckPhase = "$out/bin/heapgraph --version";

  meta = {
    description = "Shows what leaks between two heap dumps of Luau or V8, and what keeps it alive";
    homepage = "https://github.com/heapgraph/heapgraph";
    license = pkgs.lib.licenses.mit;
    mainProgram = "heapgraph";
    platforms = pkgs.lib.platforms.unix;
  };
}

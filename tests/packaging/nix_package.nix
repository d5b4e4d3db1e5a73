# SPDX-License-Identifier: MIT
# Evaluates the Nix package with stand-ins for nixpkgs. Gives its version and the names of the libraries it asks for.
#   nix-instantiate --eval --strict --readonly-mode nix_package.nix
let
  known = [ "cmake" "ninja" "cli11" "fmt" "nlohmann_json" "simdjson" "zlib" "zstd" ];
  package = import ../../packaging/nix {
    pkgs = builtins.listToAttrs (map (name: { inherit name; value = name; }) known) // {
      stdenv.mkDerivation = attributes: attributes;
      lib = { cleanSource = path: path; licenses.mit = "MIT"; platforms.unix = [ ]; };
    };
  };
in
builtins.concatStringsSep " " ([ package.version ] ++ package.buildInputs ++ package.cmakeFlags)

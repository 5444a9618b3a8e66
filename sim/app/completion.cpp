// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "commands.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

// Readline cuts words at ":" and "=", and puts an answer in the place of the last piece alone.
constexpr std::string_view bash_script = R"(# Completion of evpickup for bash.
_evpickup() {
  local -a words
  local current mark breaks="" cut="" word
  read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
  [[ ${COMP_LINE:0:COMP_POINT} == *" " ]] && words+=("")
  current="${words[${#words[@]} - 1]}"
  for mark in ":" "=" "@"; do
    [[ $COMP_WORDBREAKS == *"$mark"* ]] && breaks+="$mark"
  done
  if [[ $current == [\"\']* ]]; then
    # Within quotes nothing is cut, and the quote is no part of the word.
    current="${current:1}"
    words[${#words[@]} - 1]="$current"
    breaks=""
  fi
  [[ -n $breaks ]] && cut="${current%"${current##*[$breaks]}"}"
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    COMPREPLY+=("${word#"$cut"}")
  done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -o default -F _evpickup evpickup
)";

constexpr std::string_view zsh_script = R"(#compdef evpickup
# Completion of evpickup for zsh.
_evpickup() {
  local line
  local -a names shown keys
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ ${line%%$'\t'*} == *= ]]; then
      keys+=("${line%%$'\t'*}")
    else
      names+=("${line%%$'\t'*}")
      shown+=("${line%%$'\t'*}  ${line#*$'\t'}")
    fi
  done
  (( ${#keys} )) && compadd -S '' -- "${keys[@]}"
  (( ${#names} )) && compadd -l -d shown -- "${names[@]}"
  (( ${#names} + ${#keys} )) || _files
}
if [[ $funcstack[1] == _evpickup ]]; then
  _evpickup "$@"
else
  compdef _evpickup evpickup
fi
)";

constexpr std::string_view fish_script = R"(# Completion of evpickup for fish.
function __evpickup_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l answers (evpickup __complete $words[2..-1] 2>/dev/null)
    if test (count $answers) -gt 0
        printf '%s\n' $answers
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c evpickup -f -a '(__evpickup_complete)'
)";

}  // namespace

ExitCode execute(const CompletionCommand& command) {
  if (command.shell == "bash") print(bash_script);
  if (command.shell == "zsh") print(zsh_script);
  if (command.shell == "fish") print(fish_script);
  return ExitCode::done;
}

}  // namespace evpickup::app

export const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** The words come from the program itself, asked anew each time: what it knows, the shell knows. */
const BASH = `# bash completion for tsnetstat
# shellcheck shell=bash
_tsnetstat() {
  local line=\${COMP_LINE:0:COMP_POINT} last kept='' word
  local -a words
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  # a filter may stand in quotes
  last=\${words[\${#words[@]} - 1]#[\\'\\"]}
  words[\${#words[@]} - 1]=$last
  # readline takes what follows a colon or an equals sign for a word of its own
  [[ $COMP_WORDBREAKS == *[:=]* ]] && kept=\${last%"\${last##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    COMPREPLY+=("\${word#"$kept"}")
  done < <("\${words[0]}" completion candidates -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _tsnetstat tsnetstat
`

const ZSH = `#compdef tsnetstat
_tsnetstat() {
  local -a found
  local line word says
  for line in "\${(@f)$("\${(Q)words[1]}" completion candidates -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    word=\${line%%$'\\t'*}
    says=\${line#*$'\\t'}
    [[ -n $word ]] && found+=("\${word//:/\\\\:}\${says:+:$says}")
  done
  if (( \${#found} )); then
    _describe tsnetstat found
  else
    _files
  fi
}
if [[ \${funcstack[1]} == _tsnetstat ]]; then
  _tsnetstat "$@"
else
  compdef _tsnetstat tsnetstat
fi
`

const FISH = `# fish completion for tsnetstat
function __tsnetstat_candidates
    set -l words (commandline -opc)
    $words[1] completion candidates -- $words[2..-1] (commandline -ct | string collect --allow-empty) 2>/dev/null
end
complete -c tsnetstat -f -a '(__tsnetstat_candidates)'
complete -c tsnetstat -l root -r -a '(__fish_complete_directories)'
`

export const SCRIPTS: { readonly [shell in Shell]: string } = { bash: BASH, zsh: ZSH, fish: FISH }

const priorities = [
  { value: 'normal', label: 'Normal', says: 'In its turn' },
  { value: 'express', label: 'Express', says: 'Before all others' },
]

export const PriorityFields = () => (
  <fieldset>
    <legend>How soon</legend>
    <div className="choices">
      {priorities.map(({ value, label, says }) => (
        <label key={value} className="choice">
          <input type="radio" name="priority" value={value} defaultChecked={value === 'normal'} />
          <span>
            <strong>{label}</strong>
            <span className="muted"> {says}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)
